// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_follower.h"

#include "app/cli/command.h"
#include "app/cli/command_clock.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_events.h"
#include "core/midi/smf_writer.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace leitmotif {

namespace {

constexpr std::chrono::milliseconds kGlance{100}; // how long Ctrl-C may wait to be seen

std::string lossText(double loss) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", loss);
    return text;
}

std::string quoted(const std::filesystem::path& path) {
    const std::string text = path.string();
    if (text.find_first_of(" '\"\\$&;()<>|*?[]#~`!") == std::string::npos)
        return text;
    std::string result = "'";
    for (const char character : text)
        result += character == '\'' ? std::string("'\\''") : std::string(1, character);
    return result + "'";
}

} // namespace

RunFollower::RunFollower(TrainingSession& session, FollowOptions options)
    : m_session(session), m_options(std::move(options)), m_line(!m_options.isJson) {}

int RunFollower::follow(std::vector<RunRequest> requests, StoreSession& store) {
    for (const RunRequest& request : requests)
        m_runs[request.run].recipe = request.recipe;
    m_session.start(std::move(requests), &store);
    while (!allHaveEnded()) {
        if (InterruptWatch::isRaised() && !m_isStopping) {
            m_isStopping = true;
            m_session.stopAll();
        }
        for (RunEvent& event : m_session.events().waitAndDrain(kGlance))
            take(std::move(event));
    }
    m_line.clear();
    store.flush();
    if (m_hasFailed || store.waitingWrites() > 0)
        return kExitRunFailed;
    if (std::ranges::none_of(m_runs, [](const auto& run) { return run.second.wasStopped; }))
        return kExitDone;
    sayHowToResume();
    return kExitInterrupted;
}

bool RunFollower::allHaveEnded() const {
    return std::ranges::all_of(m_runs, [](const auto& run) { return run.second.hasEnded; });
}

void RunFollower::take(RunEvent event) {
    std::string file;
    if (const auto* sampled = std::get_if<TakeSampled>(&event.what))
        file = writeSample(sampled->take);
    print(event, file);
    if (const auto* failed = std::get_if<RunFailed>(&event.what)) {
        m_hasFailed = true;
        m_line.clear();
        reportError(failed->error);
    }
    const auto* const finished = std::get_if<RunFinished>(&event.what);
    Followed& run = m_runs[event.run];
    run.wasStopped = finished && finished->end == RunEnd::Stopped;
    run.hasEnded |= finished || std::holds_alternative<RunFailed>(event.what);
    if (std::holds_alternative<CheckpointReady>(event.what) ||
        std::holds_alternative<RunProgress>(event.what))
        return; // large, or many
    m_history.push_back(std::move(event));
}

std::string RunFollower::writeSample(const Take& take) {
    const auto path = m_options.samples / (fileNameOf(take) + ".mid");
    if (const auto written = writeMidiFile(*take.score, path); !written) {
        m_line.clear();
        warn(describe(written.error()));
        return {};
    }
    m_sampleFiles.push_back(path);
    return path.string();
}

void RunFollower::print(const RunEvent& event, const std::string& file) {
    Followed& run = m_runs[event.run];
    if (m_options.isJson) {
        const auto line =
            jsonOf(event, {run.recipe.name, m_options.project.string(), file, secondsSinceStart()});
        if (line)
            printJsonLine(*line);
        return;
    }
    if (const auto* progress = std::get_if<RunProgress>(&event.what))
        return printProgress(*progress, run);
    if (const auto* started = std::get_if<RunStarted>(&event.what)) {
        run.started = *started;
        run.begin = std::chrono::steady_clock::now();
        m_line.clear();
        printStart(*started, run, event.run);
    } else if (const auto* epoch = std::get_if<EpochFinished>(&event.what)) {
        printEpoch(*epoch, run);
    } else if (const auto* sampled = std::get_if<TakeSampled>(&event.what)) {
        m_line.clear();
        std::printf("  sample of epoch %d: %s (%zu notes, %.0f %% copied)\n",
                    sampled->take.origin.epoch, file.c_str(), sampled->take.notes,
                    100.0 * sampled->take.copied);
    } else if (const auto* diagnosed = std::get_if<RunDiagnosed>(&event.what)) {
        m_line.clear();
        std::printf("  %s\n", diagnosed->message.c_str());
    } else if (const auto* finished = std::get_if<RunFinished>(&event.what)) {
        m_line.clear();
        printEnd(*finished, run);
    }
    std::fflush(stdout);
}

void RunFollower::printStart(const RunStarted& started, const Followed& run, std::int64_t id) {
    std::printf("Run %lld, %s: %zu notes to learn from and %zu held out, %lld parameters, %s, %d "
                "thread%s.\n",
                static_cast<long long>(id), run.recipe.name.c_str(), started.notes,
                started.validationNotes, static_cast<long long>(started.parameters),
                started.device.c_str(), started.threads, started.threads == 1 ? "" : "s");
    if (started.firstEpoch > 1)
        std::printf("  goes on with epoch %d of %d\n", started.firstEpoch, started.epochs);
}

void RunFollower::printProgress(const RunProgress& progress, Followed& run) {
    const double done = progress.epoch - 1 + progress.fraction;
    const double trained = done - (run.started.firstEpoch - 1);
    const double left = run.started.epochs - done;
    std::string text =
        "epoch " + std::to_string(progress.epoch) + " of " + std::to_string(run.started.epochs);
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - run.begin;
    if (trained > 0.5)
        text += ", " + durationText(passed.count() / trained * left) + " left";
    if (m_session.isPaused())
        text += ", paused";
    m_line.show(done / std::max(run.started.epochs, 1), text);
}

void RunFollower::printEpoch(const EpochFinished& epoch, const Followed& run) {
    std::string text = "epoch " + std::to_string(epoch.epoch) + " of " +
                       std::to_string(run.started.epochs) + "  loss " + lossText(epoch.loss);
    if (epoch.validationLoss)
        text += "  held out " + lossText(*epoch.validationLoss);
    m_line.clear();
    std::printf("  %s%s\n", text.c_str(), epoch.isBest ? "  best so far" : "");
}

void RunFollower::printEnd(const RunFinished& finished, const Followed& run) {
    const char* const how = finished.end == RunEnd::Completed      ? "Done"
                            : finished.end == RunEnd::EarlyStopped ? "Stopped early, as the held-"
                                                                     "out loss grew no better"
                                                                   : "Stopped";
    std::printf("%s after %d epoch%s and %s.", how, finished.epochs,
                finished.epochs == 1 ? "" : "s", durationText(finished.seconds).c_str());
    if (finished.bestEpoch)
        std::printf(" Best epoch: %d.", *finished.bestEpoch);
    if (finished.testLoss)
        std::printf(" Test loss: %s nats a note.", lossText(*finished.testLoss).c_str());
    if (run.started.unigramNats > 0.0)
        std::printf(" Counting notes alone gives %s.", lossText(run.started.unigramNats).c_str());
    std::printf("\n");
}

void RunFollower::sayHowToResume() const {
    for (const auto& [id, run] : m_runs)
        if (run.wasStopped)
            std::fprintf(stderr, "leitmotif: stopped; go on with: leitmotif resume %s --run %lld\n",
                         quoted(m_options.project).c_str(), static_cast<long long>(id));
}

} // namespace leitmotif
