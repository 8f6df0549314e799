package io.governance.guard;

import io.governance.measure.Call;
import io.governance.measure.Outcome;
import io.micrometer.context.ContextSnapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The fallbacks of a guard in their order, and what the call around it is told. */
final class FallbackChain<T> {
    private final Parts parts;
    private final List<Fallback<? extends T>> fallbacks;

    FallbackChain(Parts parts, List<Fallback<? extends T>> fallbacks) {
        this.parts = parts;
        this.fallbacks = fallbacks;
    }

    /** Returns the answer of the first fallback that has one, or throws what the last one that was asked threw. */
    T answer(Exception failure) throws Exception {
        FailureKind kind = parts.kindOf(failure);
        stayInterrupted(failure);
        Exception told = failure;
        for (int place = 0; kind.hasFallback() && place < fallbacks.size(); place++) {
            try {
                T answer = fallbacks.get(place).answer(parts);
                answered(place);
                return answer;
            } catch (Exception e) {
                stayInterrupted(e);
                told = worse(told, e);
            }
        }
        notAnswered(kind);
        throw told;
    }

    private static void stayInterrupted(Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt(); // the caller is still asked to stop
        }
    }

    /** The same without waiting. Code that waits runs on the guard's threads. */
    CompletableFuture<T> answerLater(Throwable failure) {
        FailureKind kind = parts.kindOf(failure);
        return kind.hasFallback() ? answerLater(kind, failure, 0) : none(kind, failure);
    }

    private CompletableFuture<T> answerLater(FailureKind kind, Throwable told, int place) {
        if (place == fallbacks.size()) {
            return none(kind, told);
        }
        CompletionStage<? extends T> started;
        try {
            started = fallbacks.get(place).start(parts);
        } catch (Exception e) {
            return answerLater(kind, worse(told, e), place + 1);
        }
        ContextSnapshot context = TimeLimit.CONTEXT.captureAll();
        CompletableFuture<T> answer = new CompletableFuture<>();
        started.whenComplete((value, e) -> context.wrap(() -> {
                    if (e == null) {
                        answered(place);
                        answer.complete(value);
                    } else {
                        AsyncCall.tell(answerLater(kind, worse(told, AsyncCall.cause(e)), place + 1), answer);
                    }
                })
                .run());
        return answer;
    }

    private CompletableFuture<T> none(FailureKind kind, Throwable told) {
        notAnswered(kind);
        return CompletableFuture.failedFuture(told);
    }

    /** What a fallback threw tells more of the way that failed last; that it had nothing stale tells nothing. */
    private <E extends Throwable> E worse(E told, E next) {
        parts.counts().add(GuardCount.FALLBACKS_FAILED);
        boolean isNothing = next instanceof NoStaleValueException;
        E kept = isNothing ? told : next;
        E suppressed = isNothing ? next : told;
        if (kept != suppressed) {
            kept.addSuppressed(suppressed);
        }
        return kept;
    }

    private void answered(int place) {
        parts.counts().fallback(place);
        mark(Outcome.DEGRADED);
    }

    private static void notAnswered(FailureKind kind) {
        if (kind == FailureKind.REFUSAL) {
            mark(Outcome.REJECTED);
        }
    }

    private static void mark(Outcome outcome) {
        Call call = Call.current();
        if (call != null) {
            call.mark(outcome);
        }
    }
}
