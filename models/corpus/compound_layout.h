// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/compound/compound_piece.h"
#include "models/corpus/compound_rows.h"

// How the rows of the tables of a compound network are numbered. A new group changes the network:
// weights that were trained before do not fit it. Only for models/corpus.

namespace leitmotif::layout {

inline constexpr int kLags = static_cast<int>(kBarLags.size());
inline constexpr int kPitches = 128;
inline constexpr int kSlots = 16; // parts beyond share the last one
inline constexpr int kReach = 24; // semitones of an interval
inline constexpr int kIntervals = 2 * kReach + 1;
inline constexpr int kNoInterval = 1 << 10;
inline constexpr int kBarLengths = 17; // in half beats
inline constexpr int kBassIntervals = 40;
inline constexpr int kSoundingCounts = 13;
inline constexpr int kBeats = kCompoundPositions / kCompoundSteps;
inline constexpr int kStartBuckets = 9;
inline constexpr int kPhases = 8; // bars of a period
inline constexpr int kLeftBuckets = 12;
inline constexpr int kRanks = 5;
inline constexpr int kAges = 6;
inline constexpr int kSteps = kStepEnd + 1;

/// Rows of a table, numbered one group after the other.
struct Rows {
    int count = 0;
    int group(int size) {
        const int first = count;
        count += size;
        return first;
    }
};

inline int durations() {
    return CompoundDurations::get().count();
}

struct InputRows : Rows {
    int start = group(1);
    int suffix = group(1);
    int isFree = group(1);
    int pitch = group(2 * kPitches);
    int duration = group(durations());
    int velocity = group(kCompoundVelocities);
    int position = group(kCompoundPositions);
    int inBeat = group(kCompoundSteps);
    int barLength = group(kBarLengths);
    int step = group(kSteps);
    int program = group(kCompoundPrograms);
    int slot = group(kSlots);
    int interval = group(kIntervals + 1);
    int bass = group(kBassIntervals);
    int sounding = group(kSoundingCounts);
    int fromStart = group(kStartBuckets);
    int phase = group(kPhases);
    int left = group(1 + 2 * kLeftBuckets);
    int match = group(kLags);
};

struct StepRows : Rows {
    int always = group(1);
};
struct StepFeatures : Rows {
    int moreHere = group(kLags);
    int later = group(kLags);
    int nextBar = group(kLags);
};

struct PositionRows : Rows {
    int step = group(kSteps);
    int barLength = group(kBarLengths);
    int before = group(kCompoundPositions + 1);
    int fromStart = group(kStartBuckets);
    int left = group(1 + 2 * kLeftBuckets);
    int isFree = group(1);
};
struct PositionFeatures : Rows {
    int onset = group(kLags);
    int next = group(kLags);
};

struct PartRows : Rows {
    int step = group(kSteps);
    int inBeat = group(kCompoundSteps);
    int beat = group(kBeats);
};
struct PartFeatures : Rows {
    int program = group(kCompoundPrograms);
    int slot = group(kSlots);
    int onset = group(kLags);
    int sounds = group(1);
    int age = group(kAges);
    int isLast = group(1);
    int isAfterLast = group(1);
};

struct PitchRows : Rows {
    int step = group(kSteps);
    int inBeat = group(kCompoundSteps);
    int program = group(kCompoundPrograms);
    int slot = group(kSlots);
    int before = group(kPitches + 1);
    int rank = group(kRanks);
    int sounding = group(kPitches);
    int soundingClass = group(12);
};
struct PitchFeatures : Rows {
    int ofPart = group(kLags);
    int ofAny = group(kLags);
    int sequence = group(kLags);
    int sounds = group(1);
    int classSounds = group(1);
    int interval = group(kIntervals);
};

struct DurationRows : Rows {
    int step = group(kSteps);
    int inBeat = group(kCompoundSteps);
    int beat = group(kBeats);
    int pitch = group(2 * kPitches);
    int program = group(kCompoundPrograms);
    int slot = group(kSlots);
    int before = group(durations() + 1);
    int together = group(durations() + 1);
    int barLength = group(kBarLengths);
};
struct DurationFeatures : Rows {
    int ofPart = group(kLags);
    int ofPitch = group(kLags);
};

struct VelocityRows : Rows {
    int inBeat = group(kCompoundSteps);
    int beat = group(kBeats);
    int pitch = group(2 * kPitches);
    int program = group(kCompoundPrograms);
    int slot = group(kSlots);
    int duration = group(durations());
    int before = group(kCompoundVelocities);
    int last = group(kCompoundVelocities);
};
struct VelocityFeatures : Rows {
    int ofPart = group(kLags);
};

inline const InputRows kInput;
inline const StepRows kStepRows;
inline const StepFeatures kStepFeatures;
inline const PositionRows kPositionRows;
inline const PositionFeatures kPositionFeatures;
inline const PartRows kPartRows;
inline const PartFeatures kPartFeatures;
inline const PitchRows kPitchRows;
inline const PitchFeatures kPitchFeatures;
inline const DurationRows kDurationRows;
inline const DurationFeatures kDurationFeatures;
inline const VelocityRows kVelocityRows;
inline const VelocityFeatures kVelocityFeatures;

} // namespace leitmotif::layout
