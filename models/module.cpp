// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine.h"

/// The entry point of this module; see core/runs/training_engine.h.
extern "C" leitmotif::TrainingEngine* leitmotif_create_training_engine() {
    return new leitmotif::LibtorchEngine;
}
