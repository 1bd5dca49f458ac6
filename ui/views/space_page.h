// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/sample_source.h"
#include "ui/base/clip_player.h"
#include "ui/base/latest_job.h"
#include "ui/models/project_document.h"

#include <QWidget>

#include <functional>

class QLabel;
class QMenu;
class QToolButton;

namespace danas::ui {

class BackboneEditor;
class ChipRow;
class DataTiles;
class LayerGrid;
class MessageBar;
class SoundEditor;

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
    void fillResolutionMenu();
    void fillPinMenu();
    void fillPresetMenu();
    void stepSample(int by);
    [[nodiscard]] QString hintText() const;
    [[nodiscard]] bool fitsDataset() const; ///< a dataset is there, of the space's modality
    void loadSample();
    void playSample(int rate);
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
    QLabel* m_sampleName;
    QToolButton* m_previous;
    QToolButton* m_next;
    QMenu* m_resolutionMenu;
    QMenu* m_pinMenu;
    QMenu* m_presetMenu;
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
    int m_sample = 0;
    std::shared_ptr<const data::Dataset> m_sampleOf; ///< the dataset that holds only this sample
    data::audio::Sound m_sound;                      ///< of the sample, at its own rate
    ClipPlayer m_player;
    QString m_gestureEditor; ///< of the drag that is going on
    int m_gesture = -1;
    int m_gestureMerge = -1;
    LatestJob m_loading;
};

} // namespace danas::ui
