/* SPDX-License-Identifier: 0BSD */
/* The second half of danas_kernels.c, with DANAS_USE_CMSIS_NN: the operators as calls of CMSIS-NN (release 4.0 and later, built
 * without CMSIS_NN_USE_SINGLE_ROUNDING), for cores with or without the DSP extension. */
#include "arm_nnfunctions.h"

#ifdef ARM_MATH_MVEI
#error "Cores with Helium need other scratch memory than is planned here: use TensorFlow Lite Micro with CMSIS-NN for them."
#endif

static cmsis_nn_dims dims_of(int32_t n, int32_t height, int32_t width, int32_t channels)
{
    cmsis_nn_dims dims;
    dims.n = n;
    dims.h = height;
    dims.w = width;
    dims.c = channels;
    return dims;
}

static cmsis_nn_tile tile_of(int32_t height, int32_t width)
{
    cmsis_nn_tile tile;
    tile.w = width;
    tile.h = height;
    return tile;
}

static cmsis_nn_activation limits_of(int32_t low, int32_t high)
{
    cmsis_nn_activation limits;
    limits.min = low;
    limits.max = high;
    return limits;
}

static cmsis_nn_context context_of(void *scratch, int32_t bytes)
{
    cmsis_nn_context context;
    context.buf = scratch;
    context.size = bytes;
    return context;
}

/* A release that needs more memory than is planned is not called: the self-test will tell. */
static int has_room(int32_t needed, const cmsis_nn_context *context)
{
    return needed >= 0 && needed <= context->size;
}

/* The library reads these only, but its structure has pointers to variables. */
static cmsis_nn_per_channel_quant_params scales_of(const danas_convolution *op)
{
    cmsis_nn_per_channel_quant_params scales;
    scales.multiplier = (int32_t *)(uintptr_t)op->mantissas;
    scales.shift = (int32_t *)(uintptr_t)op->shifts;
    return scales;
}

void danas_conv2d(const danas_convolution *op, const int8_t *in, int8_t *out)
{
    const cmsis_nn_context context = context_of(op->scratch, op->scratch_bytes);
    const cmsis_nn_per_channel_quant_params scales = scales_of(op);
    const cmsis_nn_dims from = dims_of(1, op->in_height, op->in_width, op->in_channels);
    const cmsis_nn_dims filter = dims_of(op->out_channels, op->kernel_rows, op->kernel_columns, op->in_channels);
    const cmsis_nn_dims bias = dims_of(1, 1, 1, op->out_channels);
    const cmsis_nn_dims to = dims_of(1, op->out_height, op->out_width, op->out_channels);
    cmsis_nn_conv_params params;
    params.input_offset = -op->in_zero;
    params.output_offset = op->out_zero;
    params.stride = tile_of(op->stride, op->stride);
    params.padding = tile_of(op->pad_top, op->pad_left);
    params.dilation = tile_of(1, 1);
    params.activation = limits_of(op->low, op->high);
    if (has_room(arm_convolve_wrapper_s8_get_buffer_size(&params, &from, &filter, &to), &context))
        (void)arm_convolve_wrapper_s8(&context, &params, &scales, &from, in, &filter, op->weights, &bias, op->biases, &to, out);
}

void danas_depthwise(const danas_convolution *op, const int8_t *in, int8_t *out)
{
    const cmsis_nn_context context = context_of(op->scratch, op->scratch_bytes);
    const cmsis_nn_per_channel_quant_params scales = scales_of(op);
    const cmsis_nn_dims from = dims_of(1, op->in_height, op->in_width, op->in_channels);
    const cmsis_nn_dims filter = dims_of(1, op->kernel_rows, op->kernel_columns, op->out_channels);
    const cmsis_nn_dims bias = dims_of(1, 1, 1, op->out_channels);
    const cmsis_nn_dims to = dims_of(1, op->out_height, op->out_width, op->out_channels);
    cmsis_nn_dw_conv_params params;
    params.input_offset = -op->in_zero;
    params.output_offset = op->out_zero;
    params.ch_mult = 1;
    params.stride = tile_of(op->stride, op->stride);
    params.padding = tile_of(op->pad_top, op->pad_left);
    params.dilation = tile_of(1, 1);
    params.activation = limits_of(op->low, op->high);
    if (has_room(arm_depthwise_conv_wrapper_s8_get_buffer_size(&params, &from, &filter, &to), &context))
        (void)arm_depthwise_conv_wrapper_s8(&context, &params, &scales, &from, in, &filter, op->weights, &bias, op->biases, &to, out);
}

void danas_dense(const danas_dense_layer *op, const int8_t *in, int8_t *out)
{
    const cmsis_nn_context context = context_of(0, 0);
    const cmsis_nn_dims from = dims_of(1, 1, 1, op->inputs);
    const cmsis_nn_dims filter = dims_of(op->inputs, 1, 1, op->outputs);
    const cmsis_nn_dims bias = dims_of(1, 1, 1, op->outputs);
    const cmsis_nn_dims to = dims_of(1, 1, 1, op->outputs);
    cmsis_nn_per_tensor_quant_params scale;
    cmsis_nn_fc_params params;
    scale.multiplier = op->mantissa;
    scale.shift = op->shift;
    params.input_offset = -op->in_zero;
    params.filter_offset = 0;
    params.output_offset = op->out_zero;
    params.activation = limits_of(op->low, op->high);
    if (has_room(arm_fully_connected_s8_get_buffer_size(&filter), &context))
        (void)arm_fully_connected_s8(&context, &params, &scale, &from, in, &filter, op->weights, &bias, op->biases, &to, out);
}

void danas_add(const danas_addition *op, const int8_t *first, const int8_t *second, int8_t *out)
{
    (void)arm_elementwise_add_s8(first, second, -op->first_zero, op->first_mantissa, op->first_shift, -op->second_zero, op->second_mantissa,
        op->second_shift, DANAS_ADD_SHIFT, out, op->out_zero, op->out_mantissa, op->out_shift, op->low, op->high, op->elements);
}

/* The picture as one row. */
void danas_average_pool(const danas_pooling *op, const int8_t *in, int8_t *out)
{
    const cmsis_nn_context context = context_of(op->scratch, op->scratch_bytes);
    const cmsis_nn_dims from = dims_of(1, 1, op->pixels, op->channels);
    const cmsis_nn_dims window = dims_of(1, 1, op->pixels, 1);
    const cmsis_nn_dims to = dims_of(1, 1, 1, op->channels);
    cmsis_nn_pool_params params;
    params.stride = tile_of(1, 1);
    params.padding = tile_of(0, 0);
    params.activation = limits_of(op->low, op->high);
    if (has_room(arm_avgpool_s8_get_buffer_size(1, op->channels), &context))
        (void)arm_avgpool_s8(&context, &params, &from, in, &window, &to, out);
}
