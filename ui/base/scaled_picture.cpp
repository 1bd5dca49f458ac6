// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/scaled_picture.h"

#include <QPainter>

namespace danas::ui {

void ScaledPicture::setImage(const QImage& image)
{
    m_image = image;
    update();
}

void ScaledPicture::paintEvent(QPaintEvent*)
{
    if (m_image.isNull())
        return;
    QPainter painter(this);
    const QSize size = m_image.size().scaled(this->size(), Qt::KeepAspectRatio);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, size.width() < m_image.width());
    painter.drawImage(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size), m_image);
}

void ScaledPicture::mousePressEvent(QMouseEvent*)
{
    emit clicked();
}

} // namespace danas::ui
