// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace danas::ui {

/// One sentence in place: what went wrong, or what has just been done. Takes no room while it has nothing to say.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Info, Error };
    explicit MessageBar(QWidget* parent = nullptr);

    void show(Kind kind, const QString& sentence);
    /// A button beside the sentence, until the next one.
    void offer(const QString& text, std::function<void()> action);
    void clear();
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void restyle();

    Kind m_kind = Kind::Info;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_offer;
    std::function<void()> m_action;
    QToolButton* m_close;
};

} // namespace danas::ui
