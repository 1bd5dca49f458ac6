#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes librosa-reference.json: features of a short synthetic sound by librosa, which tst_audio_features compares with.

Made with librosa 0.11.0, numpy 2.4: python3 -m venv v && v/bin/pip install librosa && v/bin/python make_reference.py
The sound is the same sum that the test computes: no audio file is needed.
"""
import json
import pathlib

import librosa
import numpy as np

CASES = [
    # name, rate, feature, fft, window, hop, mels, coefficients, deltas, fmin, fmax, htk, centred, seconds
    ("spectrogram", 6000, "spectrogram", 512, 512, 128, 0, 0, 0, 0, 0, False, True, 0.25),
    ("window-in-fft", 16000, "spectrogram", 512, 400, 160, 0, 0, 0, 0, 0, False, True, 0.05),
    ("mel", 16000, "mel", 400, 400, 200, 40, 0, 0, 0, 0, False, True, 0.25),
    ("mel-640", 16000, "mel", 640, 640, 320, 80, 0, 0, 0, 0, False, True, 0.25),
    ("mel-htk", 16000, "mel", 512, 512, 320, 40, 0, 0, 20, 4000, True, False, 0.25),
    ("mfcc", 16000, "mfcc", 400, 400, 100, 40, 13, 0, 0, 0, False, True, 0.25),
    ("mfcc-deltas", 6000, "mfcc", 2048, 2048, 512, 80, 13, 2, 0, 0, False, True, 1.0),
    ("mfcc-few-frames", 375, "mfcc", 2048, 2048, 512, 80, 13, 2, 0, 0, False, True, 10.0),
]


def sound(rate, count):
    """Tones and a chirp, in double precision; every term is simple enough to be repeated in C++ exactly enough."""
    t = np.arange(count) / rate
    wave = 0.4 * np.sin(2 * np.pi * 0.031 * rate * t)
    wave += 0.2 * np.sin(2 * np.pi * (0.05 * rate * t + 0.15 * rate * t * t / (count / rate)))
    wave += 0.05 * np.sin(2 * np.pi * 0.37 * rate * t) * np.cos(2 * np.pi * 3 * t)
    return wave.astype(np.float32)


def features(rate, feature, fft, window, hop, mels, coefficients, deltas, fmin, fmax, htk, centred, seconds):
    y = sound(rate, int(rate * seconds))
    power = np.abs(librosa.stft(y, n_fft=fft, win_length=window, hop_length=hop, center=centred)) ** 2
    if feature == "spectrogram":
        return librosa.power_to_db(power)
    mel = librosa.feature.melspectrogram(S=power, sr=rate, n_fft=fft, n_mels=mels, fmin=fmin, fmax=fmax or None, htk=htk)
    db = librosa.power_to_db(mel)
    if feature == "mel":
        return db
    mfcc = librosa.feature.mfcc(S=db, n_mfcc=coefficients)
    mode = "interp" if mfcc.shape[1] >= 9 else "nearest"
    rows = [mfcc] + [librosa.feature.delta(mfcc, order=order, mode=mode) for order in range(1, deltas + 1)]
    return np.concatenate(rows)


def main():
    names = "rate feature fft window hop mels coefficients deltas fmin fmax htk centred seconds".split()
    cases = []
    for name, *values in CASES:
        found = features(*values)
        settings = dict(zip(names, values))
        rounded = [round(float(v), 4) for v in found.ravel()]
        cases.append({"name": name, **settings, "rows": found.shape[0], "frames": found.shape[1], "values": rounded})
    mel = [{"mels": m, "fft": f, "rate": r, "htk": h, "sum": float(np.round(librosa.filters.mel(sr=r, n_fft=f, n_mels=m, htk=h).astype(float).sum(), 6)),
            "empty": int((librosa.filters.mel(sr=r, n_fft=f, n_mels=m, htk=h).sum(axis=1) == 0).sum())}
           for m, f, r, h in [(40, 400, 16000, False), (80, 400, 16000, False), (80, 640, 16000, False), (40, 512, 16000, True), (80, 2048, 375, False)]]
    document = {"librosa": librosa.__version__, "cases": cases, "mel_filters": mel}
    pathlib.Path(__file__).with_name("librosa-reference.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
