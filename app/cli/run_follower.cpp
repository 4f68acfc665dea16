// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_follower.h"

#include "app/cli/command.h"
#include "app/cli/command_clock.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_events.h"
#include "app/cli/print.h"
#include "app/sessions/run_requests.h"
#include "core/midi/smf_writer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <system_error>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::chrono::milliseconds kGlance{100}; // longest delay until Ctrl-C is noticed

std::string lossText(double loss) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", loss);
    return text;
}

std::string minutesText(double minutes) {
    char text[32];
    std::snprintf(text, sizeof text, "%g minute%s", minutes, minutes == 1.0 ? "" : "s");
    return text;
}

std::string counted(long long number, const std::string& thing) {
    return std::to_string(number) + " " + thing + (number == 1 ? "" : "s");
}

/// The unit that the recipe counts: epoch or iteration.
std::string unitOf(const Recipe& recipe) {
    return recipe.countsIterations() ? "iteration" : "epoch";
}

std::string quoted(const std::filesystem::path& path) {
    std::string text = path.string();
    if (text.find_first_of(" '\"\\$&;()<>|*?[]#~`!") == std::string::npos)
        return text;
    std::string result = "'";
    for (const char character : text)
        result += character == '\'' ? std::string("'\\''") : std::string(1, character);
    return result + "'";
}

} // namespace

/// Makes the line of an event for the user; empty for events shown only in the progress line.
struct RunFollower::LineMaker {
    std::int64_t id;
    const Followed& run;
    const std::string& file;

    std::string operator()(const RunStarted& started) const {
        std::string text = "Run " + std::to_string(id) + ", " + run.recipe.name + ": " +
                           counted(static_cast<long long>(started.notes), "note") +
                           " to learn from, " + std::to_string(started.validationNotes) +
                           " held out, " + counted(started.parameters, "parameter") + ", " +
                           started.device + ", " + counted(started.threads, "thread");
        if (started.firstEpoch > 1 && started.firstEpoch <= started.epochs)
            text +=
                "; goes on with " + unitOf(run.recipe) + " " + std::to_string(started.firstEpoch);
        return text;
    }
    std::string operator()(const EpochFinished& epoch) const {
        std::string text = "  " + unitOf(run.recipe) + " " + std::to_string(epoch.epoch) + " of " +
                           std::to_string(run.history.plannedEpochs()) + ": loss " +
                           lossText(epoch.loss);
        if (epoch.validationLoss)
            text += ", held out " + lossText(*epoch.validationLoss);
        return text + (epoch.isBest ? ", best so far" : "");
    }
    std::string operator()(const TakeSampled& sampled) const {
        return "  sample: " + (file.empty() ? "not written" : file) + " (" +
               counted(static_cast<long long>(sampled.take.notes), "note") + ", " +
               std::to_string(std::lround(100.0 * sampled.take.copied)) + " % copied)";
    }
    std::string operator()(const LatentMapDrawn& /*drawn*/) const {
        return file.empty() ? std::string() : "  latent map: " + file;
    }
    std::string operator()(const RunDiagnosed& diagnosed) const { return "  " + diagnosed.message; }
    std::string operator()(const RunFinished& finished) const {
        const bool isOutOfTime = leitmotif::isOutOfTime(finished, run.history.plannedEpochs());
        std::string text =
            finished.end == RunEnd::EarlyStopped ? "No longer better: stopped"
            : isOutOfTime ? "Stopped at its limit of " + minutesText(run.recipe.training.minutes)
            : finished.end == RunEnd::Completed ? "Done"
                                                : "Stopped";
        text += " after ";
        if (isOutOfTime)
            text += std::to_string(finished.epochs) + " of " +
                    counted(run.history.plannedEpochs(), unitOf(run.recipe));
        else
            text += counted(finished.epochs, unitOf(run.recipe));
        text += " and " + durationText(finished.seconds) + ".";
        if (finished.bestEpoch)
            text +=
                " Best " + unitOf(run.recipe) + ": " + std::to_string(*finished.bestEpoch) + ".";
        if (finished.testLoss)
            text += " Test loss: " + lossText(*finished.testLoss) + " nats a note.";
        if (run.history.started() && run.history.started()->unigramNats > 0.0)
            text += " Counting notes alone gives " + lossText(run.history.started()->unigramNats) +
                    " nats a note.";
        return text;
    }
    std::string operator()(const RunFailed& /*reported as an error*/) const { return {}; }
    std::string operator()(const RunProgress& /*shown in place*/) const { return {}; }
    std::string operator()(const CheckpointReady& /*no news*/) const { return {}; }
};

RunFollower::RunFollower(TrainingSession& session, PictureWriter& pictures, FollowOptions options)
    : m_session(session),
      m_pictures(pictures),
      m_options(std::move(options)),
      m_line(!m_options.isJson) {}

int RunFollower::follow(std::vector<RunRequest> requests, StoreSession& store) {
    for (const RunRequest& request : requests) {
        Followed& run = m_runs[request.run];
        run.recipe = request.recipe;
        run.history.setCountsIterations(request.recipe.countsIterations());
        run.history.setTimeLimit(request.recipe.training.minutes);
    }
    m_session.start(std::move(requests), &store);
    while (!allHaveEnded()) {
        stopIfAsked();
        for (const RunEvent& event : m_session.events().waitAndDrain(kGlance)) {
            take(event); // may paint for a while
            stopIfAsked();
        }
    }
    m_line.clear();
    store.flush();
    m_options.project = store.path();
    const bool isKept = store.waitingWrites() == 0;
    if (isKept)
        sayHowToResume();
    else
        std::fprintf(stderr,
                     "leitmotif: %s: what was learned last is not kept; make room on the disk, "
                     "then go on with \"leitmotif resume\"\n",
                     m_options.project.c_str());
    if (m_failure != kExitDone)
        return m_failure;
    if (!isKept)
        return kExitRunFailed;
    if (std::ranges::none_of(m_runs, [](const auto& run) { return run.second.wasStopped; }))
        return kExitDone;
    return kExitInterrupted;
}

bool RunFollower::allHaveEnded() const {
    return std::ranges::all_of(m_runs, [](const auto& run) { return run.second.hasEnded; });
}

void RunFollower::stopIfAsked() {
    if (!InterruptWatch::isRaised() || std::exchange(m_isStopping, true))
        return;
    m_session.stopAll();
}

void RunFollower::take(const RunEvent& event) {
    Followed& run = m_runs[event.run];
    run.history.add(event);
    std::string file;
    if (const auto* sampled = std::get_if<TakeSampled>(&event.what))
        file = writeSample(sampled->take);
    else if (const auto* drawn = std::get_if<LatentMapDrawn>(&event.what))
        file = writeMap(*drawn, fileNameOf(run.recipe.name, event.run, drawn->epoch));
    if (m_options.isJson)
        printJson(event, file);
    else if (const auto* progress = std::get_if<RunProgress>(&event.what))
        showProgress(run, *progress);
    else
        printLine(event, file);
    const auto* const finished = std::get_if<RunFinished>(&event.what);
    const auto* const failed = std::get_if<RunFailed>(&event.what);
    if (failed) {
        const int status = reportError(failed->error);
        m_failure = m_failure == kExitDone || m_failure == status ? status : kExitRunFailed;
    }
    run.wasStopped = finished && finished->end == RunEnd::Stopped;
    run.hasDiverged = failed && failed->error.code == ErrorCode::TrainingDiverged;
    run.hasEnded = run.hasEnded || finished || failed;
}

std::filesystem::path RunFollower::fileFor(const std::string& name) const {
    std::error_code code; // a failure shows when the file is written
    std::filesystem::create_directories(m_options.samples, code);
    return m_options.samples / name;
}

std::string RunFollower::writeSample(const Take& take) {
    const auto path = fileFor(fileNameOf(take) + ".mid");
    if (const auto written = writeMidiFile(*take.score, path); !written) {
        m_line.clear();
        warn(describe(written.error()));
        return {};
    }
    m_sampleFiles.push_back(path);
    return path.string();
}

std::string RunFollower::writeMap(const LatentMapDrawn& drawn, const std::string& name) {
    const auto written = m_pictures.writeMap(fileFor(name + "-map.png"), *drawn.map);
    if (!written) {
        m_line.clear();
        warn(describe(written.error()));
    }
    return written && !written->empty() ? written->front().string() : std::string();
}

void RunFollower::printJson(const RunEvent& event, const std::string& file) {
    const Recipe& recipe = m_runs[event.run].recipe;
    if (const auto line =
            jsonOf(event, {recipe.name, m_options.project.string(), file, secondsSinceStart(),
                           lossKind(recipe), m_runs[event.run].history.plannedEpochs()}))
        printJsonLine(*line);
}

void RunFollower::printLine(const RunEvent& event, const std::string& file) {
    const std::string line = std::visit(LineMaker{event.run, m_runs[event.run], file}, event.what);
    m_line.clear();
    if (line.empty())
        return;
    leitmotif::printLine(line);
}

void RunFollower::showProgress(const Followed& run, const RunProgress& progress) {
    std::string text = unitOf(run.recipe) + " " + std::to_string(progress.epoch) + " of " +
                       std::to_string(run.history.plannedEpochs());
    if (const auto left = run.history.secondsLeft())
        text += ", " + durationText(*left) + " left";
    m_line.show(run.history.fraction(), text);
}

void RunFollower::sayHowToResume() const {
    for (const auto& [id, run] : m_runs)
        if (run.wasStopped || run.hasDiverged) {
            std::fprintf(stderr, "leitmotif: stopped; go on with: leitmotif resume %s --run %lld",
                         quoted(m_options.project).c_str(), static_cast<long long>(id));
            if (run.hasDiverged)
                std::fprintf(stderr, " --set learning_rate=%.2g", reducedLearningRate(run.recipe));
            std::fputc('\n', stderr);
        }
}

} // namespace leitmotif
