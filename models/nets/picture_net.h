// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/layers/precision.h"
#include "models/layers/tensors.h"
#include "models/specs/picture_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leitmotif {

/// Channels, rows and columns of a picture; a vector is channels × 1 × 1.
struct PictureShape {
    std::int64_t channels = 1;
    std::int64_t rows = 1;
    std::int64_t columns = 1;

    [[nodiscard]] std::int64_t size() const { return channels * rows * columns; }
    bool operator==(const PictureShape&) const = default;
};

/// A stack of layers that reads or generates pictures. Pictures are channels last, and a transposed
/// convolution is computed as one convolution for its four phases: both are several times faster
/// than libtorch's own forms, and bf16 can use the matrix units. Owned and used by one training
/// thread.
class PictureNet {
  public:
    struct Form {
        std::string name;          ///< of its weights: "generator" gives "generator.0.weight"
        PictureShape input;        ///< a picture, or a vector
        PictureShape picture;      ///< rows and columns of the pictures that it reads or generates
        std::int64_t outputs = 1;  ///< channels of a layer without that key
        bool makesPicture = false; ///< its output is cut to the picture's rows and columns
        Precision precision = Precision::F32; ///< of convolutions of whole pictures
    };

    /// Weights are drawn from `random` in the order of the layers, uniformly as by Glorot and
    /// Bengio (2010). REQUIRES: pictureLayers() made `specs`.
    PictureNet(std::vector<PictureLayerSpec> specs, Form form, Random& random,
               torch::Device device);

    /// (N, channels) or (N, channels, rows, columns) → f32, (N, outputs) or (N, outputs, rows,
    /// columns). With a null `random` (evaluation) nothing is dropped.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& input, Random* random) const;
    /// One step of power iteration for each spectral layer (Miyato et al., 2018).
    void updateSpectra();

    [[nodiscard]] const NamedTensors& parameters() const { return m_parameters; }
    /// Parameters, and the singular vectors of spectral layers.
    [[nodiscard]] const NamedTensors& state() const { return m_state; }
    [[nodiscard]] const std::string& name() const { return m_form.name; }
    void usePrecision(Precision precision) { m_form.precision = precision; }
    [[nodiscard]] Precision precision() const { return m_form.precision; }
    [[nodiscard]] PictureShape outputShape() const { return m_output; }
    /// The output shape of the last layer, before it is cut to the picture.
    [[nodiscard]] PictureShape pictureShape() const { return m_layers.back().out; }
    [[nodiscard]] std::int64_t parameterCount() const { return elementCount(m_parameters); }

  private:
    struct Layer {
        PictureLayerSpec spec;
        torch::Tensor weight;
        torch::Tensor bias;
        torch::Tensor singular; ///< left singular vector of a spectral weight
        PictureShape in;
        PictureShape out;
    };

    void addLayer(PictureLayerSpec spec, Random& random);
    void addWeights(Layer& layer, std::vector<std::int64_t> shape, std::int64_t fanIn,
                    std::int64_t fanOut, Random& random);
    [[nodiscard]] torch::Tensor weightOf(const Layer& layer) const;
    [[nodiscard]] torch::ScalarType numbersOf(const Layer& layer) const;
    /// `slope`: of a leaky ReLU that is to follow in the same pass; 1: none.
    [[nodiscard]] torch::Tensor through(const Layer& layer, double slope,
                                        const torch::Tensor& input, Random* random) const;

    Form m_form;
    torch::Device m_device;
    std::vector<Layer> m_layers;
    PictureShape m_output;
    NamedTensors m_parameters;
    NamedTensors m_state;
};

} // namespace leitmotif
