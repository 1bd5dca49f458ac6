// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/dataset.h"
#include "data/paths.h"
#include "data/sample_cache.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>

namespace danas::test {

/// A smooth picture that differs for every number.
inline QImage picture(int number, int width = 40, int height = 30)
{
    QImage image(width, height, QImage::Format_RGB888);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb((x * 5 + number) % 256, (y * 7 + number / 256) % 256, (x + y) % 256));
    }
    return image;
}

inline QByteArray encoded(const QImage& image, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, format, 90);
    return bytes;
}

/// A temporary folder that tests fill with pictures and other files.
class ImageFolder {
public:
    ImageFolder() { m_dir.setAutoRemove(false); }
    ImageFolder(const ImageFolder&) = delete;
    ImageFolder& operator=(const ImageFolder&) = delete;
    ~ImageFolder() { std::filesystem::remove_all(root()); } // unlike Qt's, knows names that are no UTF-8

    [[nodiscard]] std::filesystem::path root() const { return data::pathFromUtf8(m_dir.path().toStdString()); }
    [[nodiscard]] std::string path() const { return m_dir.path().toStdString(); }

    void write(const std::string& name, const QByteArray& bytes) const
    {
        const QString file = m_dir.filePath(QString::fromStdString(name));
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write %s", name.c_str());
    }
    void addPng(const std::string& name, int number) const { write(name, encoded(picture(number), "PNG")); }
    void addFolder(const std::string& name) const { QDir().mkpath(m_dir.filePath(QString::fromStdString(name))); }

    /// <split>/<class>/<n>.png, `count` each, all different.
    void addSplitTree(std::initializer_list<const char*> splits, std::initializer_list<const char*> classes, int count) const
    {
        int number = 0;
        for (const std::string split : splits) {
            for (const std::string name : classes) {
                for (int i = 0; i < count; ++i, ++number)
                    addPng(split + "/" + name + "/" + std::to_string(number) + ".png", number);
            }
        }
    }

    [[nodiscard]] data::Dataset open(data::DatasetSpec spec = {}) const
    {
        RunControl control;
        spec.path = path();
        return data::openDataset(spec, control);
    }
    /// The message of the error that opening ends in, or "" if there is none.
    [[nodiscard]] std::string errorOf(const data::DatasetSpec& spec = {}) const
    {
        try {
            (void)open(spec);
            return {};
        } catch (const Error& error) {
            return error.what();
        }
    }

private:
    QTemporaryDir m_dir;
};

/// The reason why a file was skipped, or "" if it was not.
inline std::string reasonOf(const data::Dataset& dataset, const std::string& file)
{
    for (const data::Problem& problem : dataset.problems) {
        if (problem.file == file)
            return problem.reason;
    }
    return {};
}

inline bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace danas::test
