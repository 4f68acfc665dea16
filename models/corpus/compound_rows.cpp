// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/compound_rows.h"

#include "models/corpus/compound_layout.h"

namespace leitmotif {

using namespace layout;

FieldRows::FieldRows(CompoundField wanted, std::size_t parts)
    : field(wanted),
      choices(wanted == CompoundField::Part
                  ? parts
                  : static_cast<std::size_t>(fieldSizes(wanted).outputs)) {}

void FieldRows::addNothing() {
    conditions.begin();
    states.push_back(0);
    isAllowed.resize(isAllowed.size() + choices, 1);
}

FieldSizes fieldSizes(CompoundField field) {
    switch (field) {
    case CompoundField::Step:
        return {kStepRows.count, kSteps, kStepFeatures.count};
    case CompoundField::Position:
        return {kPositionRows.count, kCompoundPositions, kPositionFeatures.count};
    case CompoundField::Part:
        return {kPartRows.count, 0, kPartFeatures.count};
    case CompoundField::Pitch:
    case CompoundField::Drum:
        return {kPitchRows.count, kPitches, kPitchFeatures.count};
    case CompoundField::Duration:
        return {kDurationRows.count, durations(), kDurationFeatures.count};
    case CompoundField::Velocity:
        return {kVelocityRows.count, kCompoundVelocities - 1, kVelocityFeatures.count};
    }
    return {};
}

int compoundInputs() {
    return kInput.count;
}

} // namespace leitmotif
