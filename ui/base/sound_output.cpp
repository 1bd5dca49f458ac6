// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/sound_output.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QBuffer>
#include <QCoreApplication>
#include <QMediaDevices>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace danas::ui {
namespace {

template <typename Value> void append(QByteArray& bytes, Value value, int channels)
{
    for (int channel = 0; channel < channels; ++channel)
        bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// The samples in the device's format, the same on every channel.
QByteArray encoded(const std::vector<float>& samples, const QAudioFormat& format)
{
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(samples.size()) * format.bytesPerFrame());
    for (const float sample : samples) {
        const double value = std::clamp(static_cast<double>(sample), -1.0, 1.0);
        switch (format.sampleFormat()) {
        case QAudioFormat::UInt8: append(bytes, static_cast<std::uint8_t>(std::lround(127.5 + 127.5 * value)), format.channelCount()); break;
        case QAudioFormat::Int16: append(bytes, static_cast<std::int16_t>(std::lround(32'767 * value)), format.channelCount()); break;
        case QAudioFormat::Int32: append(bytes, static_cast<std::int32_t>(std::lround(2'147'483'647.0 * value)), format.channelCount()); break;
        default: append(bytes, static_cast<float>(value), format.channelCount());
        }
    }
    return bytes;
}

class DeviceOutput final : public SoundOutput {
public:
    DeviceOutput()
        : m_device(QMediaDevices::defaultAudioOutput())
        , m_format(m_device.preferredFormat())
    {
    }
    ~DeviceOutput() override { stop(); }

    QString fault() const override
    {
        return m_device.isNull() || !m_format.isValid() ? QCoreApplication::translate("SoundOutput", "This machine has no sound output.") : QString();
    }
    int rate() const override { return m_format.sampleRate(); }

    void play(const std::vector<float>& samples, std::function<void()> ended) override
    {
        stop();
        m_buffer.setData(encoded(samples, m_format));
        m_buffer.open(QIODevice::ReadOnly);
        m_sink = std::make_unique<QAudioSink>(m_device, m_format);
        QObject::connect(m_sink.get(), &QAudioSink::stateChanged, m_sink.get(), [this, ended = std::move(ended)](QAudio::State state) {
            if (state == QAudio::ActiveState)
                m_began = true;
            if (state == QAudio::StoppedState || (state == QAudio::IdleState && m_began))
                ended();
        });
        m_sink->start(&m_buffer);
    }

    void stop() override
    {
        m_began = false;
        if (m_sink) {
            m_sink->disconnect();
            m_sink->stop();
            m_sink.release()->deleteLater(); // it may be the one that is telling of its end
        }
        m_buffer.close();
    }

private:
    QAudioDevice m_device;
    QAudioFormat m_format;
    QBuffer m_buffer;
    std::unique_ptr<QAudioSink> m_sink;
    bool m_began = false;
};

} // namespace

std::unique_ptr<SoundOutput> defaultSoundOutput()
{
    return std::make_unique<DeviceOutput>();
}

} // namespace danas::ui
