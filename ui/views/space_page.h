// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/project_document.h"

#include <QWidget>

#include <functional>

class QLabel;
class QToolButton;

namespace danas::ui {

class BackboneEditor;
class ChipRow;
class DataTiles;
class LayerGrid;
class MessageBar;
class SampleStepper;
class SoundEditor;
struct TilePictures;

/// The visual editor of the search space: data configurations as tiles, the network as a row of stages, the number of
/// systems live. Every edit is one undo step of the document; an edit without a valid system is refused with a sentence.
class SpacePage : public QWidget {
    Q_OBJECT
public:
    explicit SpacePage(ProjectDocument* document, QWidget* parent = nullptr);

private:
    QWidget* makeDataHeader();
    QWidget* makeNetworkHeader();
    QWidget* makeFoot();
    QWidget* makeHint();
    void refresh();
    void refreshSize();
    void refreshTiles();
    void loadSample();
    void showSample(const TilePictures& seen);
    void refreshPlaying();
    void applyPreset(std::string_view preset);
    /// Runs an edit of the space; what it throws is said in place. `merge` as ProjectDocument::setSpace.
    void edit(const QString& text, int merge, const std::function<space::SearchSpace(const space::SearchSpace&)>& change);
    void editConfigs(const std::vector<data::DataConfig>& on, int gesture);
    void editOrdinal(int ordinal, bool present); ///< a resolution or a sample rate
    void editValues(const std::string& parameter, const std::vector<double>& values, int gesture);
    [[nodiscard]] QString evaluatorText() const;
    [[nodiscard]] int mergeId(const QString& editor, int gesture);

    ProjectDocument* m_document;
    MessageBar* m_message;
    QWidget* m_resolutions = nullptr; ///< the button of its menu
    QLabel* m_onCount;
    SampleStepper* m_stepper;
    SoundEditor* m_soundEditor;
    DataTiles* m_tiles;
    QWidget* m_hint;
    QLabel* m_tilesHint;
    QToolButton* m_otherModality; ///< offers a preset for what the dataset holds
    QLabel* m_family = nullptr;
    ChipRow* m_widths;
    BackboneEditor* m_backbone;
    LayerGrid* m_layers;
    QLabel* m_widthTitle = nullptr;
    QLabel* m_size;
    QLabel* m_extremes;
    QString m_gestureEditor; ///< of the drag that is going on
    int m_gesture = -1;
    int m_gestureMerge = -1;
};

} // namespace danas::ui
