/* SPDX-License-Identifier: 0BSD */
/* Runs the golden samples and compares every byte. On a board: give `printf` a way out, or look at what main returns. */
#include <stdio.h>

#include "goldens.h"
#include "model.h"
#include "preprocess.h"

static int wrong_bytes(const int8_t *got, const int8_t *expected, int32_t count, int tolerance)
{
    int wrong = 0;
    int32_t i;
    for (i = 0; i < count; ++i)
        if (got[i] - expected[i] > tolerance || expected[i] - got[i] > tolerance)
            ++wrong;
    return wrong;
}

static int preprocess_golden(void)
{
#ifdef DANAS_SOUND
    static danas_workspace work;
    danas_sound sound;
    sound.samples = danas_golden_sound;
    sound.count = DANAS_GOLDEN_SAMPLES;
    sound.rate = DANAS_SAMPLE_RATE;
    sound.format = DANAS_PCM16;
    return danas_preprocess(&sound, &work, danas_input());
#else
    static uint32_t sums[DANAS_PREPROCESS_WORDS(DANAS_RGB888)];
    danas_picture picture;
    picture.pixels = danas_golden_picture;
    picture.width = DANAS_GOLDEN_WIDTH;
    picture.height = DANAS_GOLDEN_HEIGHT;
    picture.format = DANAS_RGB888;
    return danas_preprocess(&picture, sums, danas_input());
#endif
}

static int test_preprocessing(void)
{
    if (preprocess_golden() != 0)
        return DANAS_INPUT_BYTES;
    return wrong_bytes(danas_input(), danas_golden_inputs[0], DANAS_INPUT_BYTES, 1);
}

int main(void)
{
    int failures = 0;
    int sample;
    int32_t i;
    for (sample = 0; sample < DANAS_GOLDENS; ++sample) {
        for (i = 0; i < DANAS_INPUT_BYTES; ++i)
            danas_input()[i] = danas_golden_inputs[sample][i];
        if (wrong_bytes(danas_run(), danas_golden_outputs[sample], DANAS_CLASSES, 0) > 0) {
            printf("Sample %d: the outputs differ.\n", sample);
            ++failures;
        }
    }
    if (test_preprocessing() > 0) {
        printf("Preprocessing: the input differs by more than one step.\n");
        ++failures;
    }
    printf("%s  %d samples, arena %ld bytes\n", failures == 0 ? "PASS" : "FAIL", DANAS_GOLDENS, (long)DANAS_ARENA_BYTES);
    return failures == 0 ? 0 : 1;
}
