/* SPDX-License-Identifier: 0BSD */
/* From the microphone's samples to the network's input, as in training: frames, Hann window, FFT, power, mel bands, decibels, MFCC
 * with their deltas, as far as the configuration has them, and 8 bits by fixed ranges. Single precision, no allocation; tables are
 * constants. Within one step of training. Set the microphone to DANAS_SAMPLE_RATE: nothing here resamples. */
#ifndef DANAS_PREPROCESS_H
#define DANAS_PREPROCESS_H

#include <stdint.h>

#include "model.h"
#include "preprocess_config.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DANAS_SOUND 1

typedef enum {
    DANAS_PCM16, /* int16_t */
    DANAS_PCM8   /* int8_t; unsigned samples: subtract 128 */
} danas_sample_format;

/* One channel. */
typedef struct {
    const void *samples;
    int32_t count; /* fewer than DANAS_SAMPLES are followed by silence, more are not read */
    int32_t rate;  /* Hz */
    danas_sample_format format;
} danas_sound;

/* What is needed while features are made, DANAS_WORKSPACE_BYTES; it may be used for other things between inputs. */
typedef struct {
    float a[DANAS_FFT_FLOATS], b[DANAS_FFT_FLOATS]; /* the transform goes to and fro between them */
    float largest;                                  /* power so far: nothing is lower than 80 dB below it */
#if DANAS_COEFFICIENTS > 0
    float bands[DANAS_FRAMES * DANAS_MEL_BANDS]; /* of the whole clip, since that floor is known at its end */
#endif
} danas_workspace;

/* Fills `input` (DANAS_INPUT_BYTES, danas_input() for one): rows are frequencies or coefficients, columns are frames. Returns 0, or
 * -1 for a sound of another rate. */
int danas_preprocess(const danas_sound *sound, danas_workspace *work, int8_t *input);

/* The same frame by frame, so that DANAS_WINDOW + DANAS_HOP samples in a buffer suffice where sound comes in piece by piece: begin,
 * then each of the frames 0 to DANAS_FRAMES - 1, then end. `start`: where in `sound` the frame's first sample lies; what is
 * before or after `sound` is silence. Frame t of a clip begins at its sample t * DANAS_HOP - DANAS_LEAD. */
void danas_preprocess_begin(danas_workspace *work);
void danas_preprocess_frame(int32_t frame, const danas_sound *sound, int32_t start, danas_workspace *work, int8_t *input);
void danas_preprocess_end(danas_workspace *work, int8_t *input);

#ifdef __cplusplus
}
#endif

#endif
