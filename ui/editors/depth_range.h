// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace danas::ui {

/// The depth range of one stage as a row of blocks: full = always there, outlined = may be there, faint = never. Both ends
/// are dragged; arrows move the far end, with Shift the near end.
class DepthRange : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMost = 8; ///< blocks that a stage may have

    explicit DepthRange(int least, QWidget* parent = nullptr);

    void setRange(int low, int high);
    [[nodiscard]] int low() const { return m_low; }
    [[nodiscard]] int high() const { return m_high; }
    /// Where an end is grabbed, in widget coordinates.
    [[nodiscard]] QPoint handle(bool highEnd) const;
    /// Centre of the boundary after `blocks` blocks.
    [[nodiscard]] QPoint boundary(int blocks) const;

    [[nodiscard]] QSize sizeHint() const override { return { 128, 40 }; }
    [[nodiscard]] QSize minimumSizeHint() const override { return { 88, 40 }; }

signals:
    /// `gesture` is the same for all edits of one drag, and new for each key.
    void edited(int low, int high, int gesture);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class End { None, Low, High, Either };
    [[nodiscard]] qreal pitch() const;
    void ask(int low, int high);
    void fitSlots();

    int m_least;
    int m_low = 0;
    int m_high = 1;
    int m_slots = 4;
    End m_dragged = End::None;
    int m_gesture = 0;
};

} // namespace danas::ui
