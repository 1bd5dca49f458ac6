/* SPDX-License-Identifier: 0BSD */
#include "preprocess.h"

#include <math.h>

#include "preprocess_tables.h"

#define LEAST_POWER 1e-10F
#define FLOOR 1e-8F /* 80 dB */
/* An even number of real samples is transformed as half as many complex ones. */
#define HALVED (DANAS_FFT % 2 == 0)
#define POINTS (HALVED ? DANAS_FFT / 2 : DANAS_FFT)
#define BINS (DANAS_FFT / 2 + 1)

/* What preprocess_config.h says must be so. */
typedef char workspace_is_as_stated[sizeof(danas_workspace) == DANAS_WORKSPACE_BYTES ? 1 : -1];
typedef char coefficients_fit[DANAS_COEFFICIENTS <= DANAS_FFT_FLOATS ? 1 : -1];
typedef char input_is_the_networks[DANAS_ROWS * DANAS_FRAMES == DANAS_INPUT_BYTES ? 1 : -1];

typedef struct {
    float re, im;
} complex_number;

static complex_number at(const float *numbers, int32_t i)
{
    const complex_number c = { numbers[2 * i], numbers[2 * i + 1] };
    return c;
}

static void put(float *numbers, int32_t i, complex_number c)
{
    numbers[2 * i] = c.re;
    numbers[2 * i + 1] = c.im;
}

static complex_number plus(complex_number x, complex_number y)
{
    const complex_number c = { x.re + y.re, x.im + y.im };
    return c;
}

static complex_number minus(complex_number x, complex_number y)
{
    const complex_number c = { x.re - y.re, x.im - y.im };
    return c;
}

static complex_number times(complex_number x, complex_number y)
{
    const complex_number c = { x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re };
    return c;
}

/* exp(-2 pi i turns / POINTS) for 0 <= turns < POINTS; the table holds the first half of the circle in DANAS_FFT steps, or all of it. */
static complex_number turned(int32_t turns)
{
    complex_number c;
    if (!HALVED)
        return at(danas_circle, turns);
    if (2 * turns < POINTS)
        return at(danas_circle, 2 * turns);
    c = at(danas_circle, 2 * turns - POINTS);
    c.re = -c.re;
    c.im = -c.im;
    return c;
}

/* One stage of a Stockham transform: butterflies of `radix` numbers; `stride`: the product of the radices before, `rest`: of those
 * after it. */
static void stage_of_4(const float *in, float *out, int32_t stride, int32_t rest)
{
    const int32_t apart = stride * rest;
    int32_t j, q;
    for (j = 0; j < rest; ++j) {
        const complex_number w1 = turned(j * stride), w2 = turned(2 * j * stride), w3 = turned(3 * j * stride);
        for (q = 0; q < stride; ++q) {
            const int32_t from = q + stride * j, to = q + stride * 4 * j;
            const complex_number t0 = at(in, from), t1 = at(in, from + apart), t2 = at(in, from + 2 * apart), t3 = at(in, from + 3 * apart);
            const complex_number even = plus(t0, t2), odd = plus(t1, t3), left = minus(t0, t2), d = minus(t1, t3);
            const complex_number right = { d.im, -d.re }; /* -i (t1 - t3) */
            put(out, to, plus(even, odd));
            put(out, to + stride, times(plus(left, right), w1));
            put(out, to + 2 * stride, times(minus(even, odd), w2));
            put(out, to + 3 * stride, times(minus(left, right), w3));
        }
    }
}

static void stage(const float *in, float *out, int32_t radix, int32_t stride, int32_t rest)
{
    const int32_t apart = stride * rest;
    int32_t j, k, q, i;
    for (j = 0; j < rest; ++j)
        for (k = 0; k < radix; ++k) {
            const complex_number w = turned(j * k * stride);
            for (q = 0; q < stride; ++q) {
                complex_number sum = at(in, q + stride * j);
                int32_t turns = 0; /* i * k modulo radix */
                for (i = 1; i < radix; ++i) {
                    turns = turns >= radix - k ? turns - (radix - k) : turns + k;
                    sum = plus(sum, times(at(in, q + stride * j + i * apart), turned(turns * apart)));
                }
                put(out, q + stride * (radix * j + k), times(sum, w));
            }
        }
}

/* Where the transform of work->a lies then: in work->a or work->b. */
static float *transform(danas_workspace *work)
{
    float *in = work->a, *out = work->b;
    int32_t stride = 1;
    int i;
    for (i = 0; i < DANAS_FFT_STAGES; ++i) {
        const int32_t radix = danas_radices[i], rest = POINTS / stride / radix;
        float *const swap = in;
        if (radix == 4)
            stage_of_4(in, out, stride, rest);
        else
            stage(in, out, radix, stride, rest);
        stride *= radix;
        in = out;
        out = swap;
    }
    return in;
}

/* Of one bin of the real transform. */
static float power_of(const float *spectrum, int32_t bin)
{
    complex_number x = at(spectrum, bin % POINTS);
    if (HALVED) { /* x[2i] + i x[2i + 1] were transformed: their parts are the even and the odd part of the spectrum */
        const complex_number y = at(spectrum, (POINTS - bin) % POINTS);
        const complex_number even = { (x.re + y.re) / 2, (x.im - y.im) / 2 }, odd = { (x.im + y.im) / 2, (y.re - x.re) / 2 };
        const complex_number half_turn = { -1, 0 };
        x = plus(even, times(odd, bin < POINTS ? at(danas_circle, bin) : half_turn));
    }
    return x.re * x.re + x.im * x.im;
}

static float sample_at(const danas_sound *sound, int32_t i)
{
    if (i < 0 || i >= sound->count)
        return 0;
    if (sound->format == DANAS_PCM8)
        return (float)((const int8_t *)sound->samples)[i] / 128.0F;
    return (float)((const int16_t *)sound->samples)[i] / 32768.0F;
}

/* The power of every bin of one frame; it lies in the workspace. */
static const float *frame_power(const danas_sound *sound, int32_t start, danas_workspace *work)
{
    const float *spectrum;
    float *power;
    int32_t i;
    for (i = 0; i < DANAS_FFT_FLOATS; ++i)
        work->a[i] = 0;
    for (i = 0; i < DANAS_WINDOW; ++i)
        work->a[HALVED ? i : 2 * i] = sample_at(sound, start + i) * danas_hann[i <= DANAS_WINDOW / 2 ? i : DANAS_WINDOW - i];
    spectrum = transform(work);
    power = spectrum == work->a ? work->b : work->a;
    for (i = 0; i < BINS; ++i)
        power[i] = power_of(spectrum, i);
    return power;
}

static float row_power(const float *power, int32_t row)
{
#if DANAS_MEL_BANDS > 0
    const danas_band *const band = &danas_bands[row];
    float sum = 0;
    int32_t i;
    for (i = 0; i < band->count; ++i)
        sum += danas_band_weights[band->weights + i] * power[band->first + i];
    return sum;
#else
    return power[row];
#endif
}

static float decibels(float power)
{
    return 10.0F * log10f(power > LEAST_POWER ? power : LEAST_POWER);
}

static int8_t code_of(float value, int32_t row)
{
    const danas_range *const range = &danas_ranges[DANAS_RANGES == 1 ? 0 : row];
    const float code = (value - range->low) * range->steps + 0.5F;
    return (int8_t)((code <= 0 ? 0 : code >= 255 ? 255 : (int)code) - 128);
}

void danas_preprocess_begin(danas_workspace *work)
{
    work->largest = LEAST_POWER;
}

#if DANAS_COEFFICIENTS > 0

void danas_preprocess_frame(int32_t frame, const danas_sound *sound, int32_t start, danas_workspace *work, int8_t *input)
{
    const float *const power = frame_power(sound, start, work);
    int32_t band;
    (void)input;
    for (band = 0; band < DANAS_MEL_BANDS; ++band) {
        const float value = row_power(power, band);
        work->largest = value > work->largest ? value : work->largest;
        work->bands[frame * DANAS_MEL_BANDS + band] = decibels(value);
    }
}

/* The coefficients of a frame take the place of its first bands. */
static void transform_bands(float *bands, float least, float *coefficients)
{
    int32_t k, band;
    for (k = 0; k < DANAS_COEFFICIENTS; ++k) {
        coefficients[k] = 0;
        for (band = 0; band < DANAS_MEL_BANDS; ++band)
            coefficients[k] += danas_cosines[k * DANAS_MEL_BANDS + band] * (bands[band] > least ? bands[band] : least);
    }
    for (k = 0; k < DANAS_COEFFICIENTS; ++k)
        bands[k] = coefficients[k];
}

#if DANAS_DELTAS > 0
/* Slope of the line (order 1) or second derivative of the parabola (order 2) that fits nine frames best: Savitzky and Golay. The first
 * and last four frames get the value of the nearest nine; clips shorter than nine frames are continued by their ends. */
static float derivative(const float *coefficient, int32_t frame, int order)
{
    float sum = 0;
    int32_t x, centre = frame;
    if (DANAS_FRAMES >= 9)
        centre = frame < 4 ? 4 : frame > DANAS_FRAMES - 5 ? DANAS_FRAMES - 5 : frame;
    for (x = -4; x <= 4; ++x) {
        const int32_t t = centre + x < 0 ? 0 : centre + x >= DANAS_FRAMES ? DANAS_FRAMES - 1 : centre + x;
        const float weight = order == 1 ? (float)x / 60.0F : (float)(3 * x * x - 20) / 462.0F; /* 2 (x^2 - 20 / 3) / 308 */
        sum += weight * coefficient[t * DANAS_MEL_BANDS];
    }
    return sum;
}
#endif

void danas_preprocess_end(danas_workspace *work, int8_t *input)
{
    const float least = decibels(work->largest * FLOOR);
    int32_t k, t;
    for (t = 0; t < DANAS_FRAMES; ++t)
        transform_bands(work->bands + t * DANAS_MEL_BANDS, least, work->a);
    for (k = 0; k < DANAS_COEFFICIENTS; ++k)
        for (t = 0; t < DANAS_FRAMES; ++t) {
            input[k * DANAS_FRAMES + t] = code_of(work->bands[t * DANAS_MEL_BANDS + k], k);
#if DANAS_DELTAS > 0
            input[(DANAS_COEFFICIENTS + k) * DANAS_FRAMES + t] = code_of(derivative(work->bands + k, t, 1), DANAS_COEFFICIENTS + k);
#endif
#if DANAS_DELTAS > 1
            input[(2 * DANAS_COEFFICIENTS + k) * DANAS_FRAMES + t] = code_of(derivative(work->bands + k, t, 2), 2 * DANAS_COEFFICIENTS + k);
#endif
        }
}

#else

void danas_preprocess_frame(int32_t frame, const danas_sound *sound, int32_t start, danas_workspace *work, int8_t *input)
{
    const float *const power = frame_power(sound, start, work);
    int32_t row;
    for (row = 0; row < DANAS_ROWS; ++row) {
        const float value = row_power(power, row);
        work->largest = value > work->largest ? value : work->largest;
        input[row * DANAS_FRAMES + frame] = code_of(decibels(value), row);
    }
}

/* All rows have one range, so the floor may as well be applied to the codes. */
void danas_preprocess_end(danas_workspace *work, int8_t *input)
{
    const int8_t least = code_of(decibels(work->largest * FLOOR), 0);
    int32_t i;
    for (i = 0; i < DANAS_INPUT_BYTES; ++i)
        if (input[i] < least)
            input[i] = least;
}

#endif

int danas_preprocess(const danas_sound *sound, danas_workspace *work, int8_t *input)
{
    danas_sound clip = *sound;
    int32_t frame;
    if (sound->rate != DANAS_SAMPLE_RATE)
        return -1;
    if (clip.count > DANAS_SAMPLES)
        clip.count = DANAS_SAMPLES;
    danas_preprocess_begin(work);
    for (frame = 0; frame < DANAS_FRAMES; ++frame)
        danas_preprocess_frame(frame, &clip, frame * DANAS_HOP - DANAS_LEAD, work, input);
    danas_preprocess_end(work, input);
    return 0;
}
