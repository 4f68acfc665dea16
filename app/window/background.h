// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/thread_priority.h"

#include <QMetaObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace leitmotif {

/// Hands `value` to `then(value)` on the thread of `receiver`, unless the receiver is gone by then.
/// Called from any thread.
template <class Value, class Then>
void deliver(const QPointer<QObject>& receiver, Value value, Then then) {
    // Shared, because a queued call copies its function and a Value may only be movable.
    auto shared = std::make_shared<Value>(std::move(value));
    if (QObject* const object = receiver.data())
        QMetaObject::invokeMethod(
            object, [shared, then = std::move(then)]() mutable { then(std::move(*shared)); },
            Qt::QueuedConnection);
}

/// Runs `work()` on a thread of the pool and hands what it returns to `then` on the receiver's
/// thread. Calls of one pool thread keep their order if the pool has one thread.
template <class Work, class Then>
void runOnThread(QThreadPool& pool, QObject* receiver, Work work, Then then) {
    pool.start([guard = QPointer<QObject>(receiver), work = std::move(work),
                then = std::move(then)]() mutable { deliver(guard, work(), std::move(then)); });
}

/// The same for work that computes: below the window and the sound.
template <class Work, class Then>
void runInBackground(QThreadPool& pool, QObject* receiver, Work work, Then then) {
    runOnThread(
        pool, receiver,
        [work = std::move(work)]() mutable {
            lowerThread(BackgroundWork::Short);
            return work();
        },
        std::move(then));
}

} // namespace leitmotif
