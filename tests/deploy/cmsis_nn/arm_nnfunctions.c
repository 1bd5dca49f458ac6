/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One output at a time, by the definition. Every function fills the memory that it may work in with other values, as the real one does;
 * the sizes of that memory are those of cores with the DSP extension. */
#include "arm_nnfunctions.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* value x multiplier / 2^31 to nearest, then x 2^shift, ties away from zero. */
static int32_t requantized(int32_t value, int32_t multiplier, int32_t shift)
{
    const int64_t product = (int64_t)value * ((int64_t)1 << (shift > 0 ? shift : 0)) * multiplier;
    const double high = floor((double)product / 2147483648.0 + 0.5);
    return (int32_t)round(ldexp(high, shift < 0 ? shift : 0));
}

static int8_t limited(int32_t value, cmsis_nn_activation limits)
{
    return (int8_t)(value < limits.min ? limits.min : value > limits.max ? limits.max : value);
}

static void use(const cmsis_nn_context *context, int32_t needed)
{
    assert(needed <= context->size && (needed == 0 || (context->buf && (uintptr_t)context->buf % 4 == 0)));
    if (needed > 0)
        memset(context->buf, 0x55, (size_t)needed);
}

int32_t arm_convolve_wrapper_s8_get_buffer_size(
    const cmsis_nn_conv_params *params, const cmsis_nn_dims *input, const cmsis_nn_dims *filter, const cmsis_nn_dims *output)
{
    (void)output;
    if (filter->w == 1 && filter->h == 1 && params->padding.w == 0 && params->padding.h == 0)
        return 0;
    return 2 * ((filter->w * filter->h * input->c + 3) / 4 * 4) * (int32_t)sizeof(int16_t);
}

arm_cmsis_nn_status arm_convolve_wrapper_s8(const cmsis_nn_context *context, const cmsis_nn_conv_params *params,
    const cmsis_nn_per_channel_quant_params *scales, const cmsis_nn_dims *input_dims, const int8_t *input, const cmsis_nn_dims *filter_dims,
    const int8_t *filter, const cmsis_nn_dims *bias_dims, const int32_t *bias, const cmsis_nn_dims *output_dims, int8_t *output)
{
    int32_t y, x, o, ky, kx, i;
    assert(input_dims->n == 1 && output_dims->n == 1 && filter_dims->n == output_dims->c && filter_dims->c == input_dims->c);
    assert(bias_dims->c == output_dims->c && params->dilation.w == 1 && params->dilation.h == 1);
    assert(params->input_offset >= -127 && params->input_offset <= 128 && params->output_offset >= -128 && params->output_offset <= 127);
    use(context, arm_convolve_wrapper_s8_get_buffer_size(params, input_dims, filter_dims, output_dims));
    for (y = 0; y < output_dims->h; ++y)
        for (x = 0; x < output_dims->w; ++x)
            for (o = 0; o < output_dims->c; ++o) {
                int32_t sum = bias[o];
                for (ky = 0; ky < filter_dims->h; ++ky)
                    for (kx = 0; kx < filter_dims->w; ++kx) {
                        const int32_t row = y * params->stride.h - params->padding.h + ky;
                        const int32_t column = x * params->stride.w - params->padding.w + kx;
                        if (row < 0 || column < 0 || row >= input_dims->h || column >= input_dims->w)
                            continue;
                        for (i = 0; i < input_dims->c; ++i)
                            sum += (input[(row * input_dims->w + column) * input_dims->c + i] + params->input_offset)
                                * filter[((o * filter_dims->h + ky) * filter_dims->w + kx) * filter_dims->c + i];
                    }
                *output++ = limited(requantized(sum, scales->multiplier[o], scales->shift[o]) + params->output_offset, params->activation);
            }
    return ARM_CMSIS_NN_SUCCESS;
}

int32_t arm_depthwise_conv_wrapper_s8_get_buffer_size(
    const cmsis_nn_dw_conv_params *params, const cmsis_nn_dims *input, const cmsis_nn_dims *filter, const cmsis_nn_dims *output)
{
    (void)output;
    if (filter->w == 3 && filter->h == 3 && params->padding.w <= 1 && params->padding.h <= 1)
        return 0;
    return filter->w * filter->h * input->c * (int32_t)sizeof(int16_t);
}

arm_cmsis_nn_status arm_depthwise_conv_wrapper_s8(const cmsis_nn_context *context, const cmsis_nn_dw_conv_params *params,
    const cmsis_nn_per_channel_quant_params *scales, const cmsis_nn_dims *input_dims, const int8_t *input, const cmsis_nn_dims *filter_dims,
    const int8_t *filter, const cmsis_nn_dims *bias_dims, const int32_t *bias, const cmsis_nn_dims *output_dims, int8_t *output)
{
    int32_t y, x, c, ky, kx;
    assert(input_dims->n == 1 && params->ch_mult == 1 && filter_dims->n == 1 && filter_dims->c == output_dims->c && input_dims->c == output_dims->c);
    assert(bias_dims->c == output_dims->c && params->dilation.w == 1 && params->dilation.h == 1);
    use(context, arm_depthwise_conv_wrapper_s8_get_buffer_size(params, input_dims, filter_dims, output_dims));
    for (y = 0; y < output_dims->h; ++y)
        for (x = 0; x < output_dims->w; ++x)
            for (c = 0; c < output_dims->c; ++c) {
                int32_t sum = bias[c];
                for (ky = 0; ky < filter_dims->h; ++ky)
                    for (kx = 0; kx < filter_dims->w; ++kx) {
                        const int32_t row = y * params->stride.h - params->padding.h + ky;
                        const int32_t column = x * params->stride.w - params->padding.w + kx;
                        if (row >= 0 && column >= 0 && row < input_dims->h && column < input_dims->w)
                            sum += (input[(row * input_dims->w + column) * input_dims->c + c] + params->input_offset)
                                * filter[(ky * filter_dims->w + kx) * filter_dims->c + c];
                    }
                *output++ = limited(requantized(sum, scales->multiplier[c], scales->shift[c]) + params->output_offset, params->activation);
            }
    return ARM_CMSIS_NN_SUCCESS;
}

int32_t arm_fully_connected_s8_get_buffer_size(const cmsis_nn_dims *filter)
{
    (void)filter;
    return 0;
}

arm_cmsis_nn_status arm_fully_connected_s8(const cmsis_nn_context *context, const cmsis_nn_fc_params *params,
    const cmsis_nn_per_tensor_quant_params *scale, const cmsis_nn_dims *input_dims, const int8_t *input, const cmsis_nn_dims *filter_dims,
    const int8_t *filter, const cmsis_nn_dims *bias_dims, const int32_t *bias, const cmsis_nn_dims *output_dims, int8_t *output)
{
    int32_t o, i;
    assert(input_dims->n == 1 && filter_dims->n == input_dims->h * input_dims->w * input_dims->c && filter_dims->c == output_dims->c);
    assert(bias_dims->c == output_dims->c && params->filter_offset == 0);
    use(context, 0);
    for (o = 0; o < output_dims->c; ++o) {
        int32_t sum = bias[o];
        for (i = 0; i < filter_dims->n; ++i)
            sum += (input[i] + params->input_offset) * filter[o * filter_dims->n + i];
        output[o] = limited(requantized(sum, scale->multiplier, scale->shift) + params->output_offset, params->activation);
    }
    return ARM_CMSIS_NN_SUCCESS;
}

arm_cmsis_nn_status arm_elementwise_add_s8(const int8_t *first, const int8_t *second, int32_t first_offset, int32_t first_multiplier,
    int32_t first_shift, int32_t second_offset, int32_t second_multiplier, int32_t second_shift, int32_t left_shift, int8_t *output,
    int32_t output_offset, int32_t output_multiplier, int32_t output_shift, int32_t least, int32_t most, int32_t count)
{
    const cmsis_nn_activation limits = { least, most };
    int32_t i;
    assert(first_shift <= 0 && second_shift <= 0);
    for (i = 0; i < count; ++i) {
        const int32_t a = requantized((first[i] + first_offset) * (1 << left_shift), first_multiplier, first_shift);
        const int32_t b = requantized((second[i] + second_offset) * (1 << left_shift), second_multiplier, second_shift);
        output[i] = limited(requantized(a + b, output_multiplier, output_shift) + output_offset, limits);
    }
    return ARM_CMSIS_NN_SUCCESS;
}

int32_t arm_avgpool_s8_get_buffer_size(int output_width, int channels)
{
    (void)output_width;
    return channels * (int32_t)sizeof(int32_t);
}

arm_cmsis_nn_status arm_avgpool_s8(const cmsis_nn_context *context, const cmsis_nn_pool_params *params, const cmsis_nn_dims *input_dims,
    const int8_t *input, const cmsis_nn_dims *filter_dims, const cmsis_nn_dims *output_dims, int8_t *output)
{
    const int32_t pixels = filter_dims->h * filter_dims->w;
    int32_t c, i;
    assert(filter_dims->h == input_dims->h && filter_dims->w == input_dims->w && output_dims->h == 1 && output_dims->w == 1);
    assert(params->padding.h == 0 && params->padding.w == 0 && output_dims->c == input_dims->c);
    use(context, arm_avgpool_s8_get_buffer_size(output_dims->w, input_dims->c));
    for (c = 0; c < input_dims->c; ++c) {
        double sum = 0.0;
        for (i = 0; i < pixels; ++i)
            sum += input[i * input_dims->c + c];
        output[c] = limited((int32_t)round(sum / pixels), params->activation);
    }
    return ARM_CMSIS_NN_SUCCESS;
}
