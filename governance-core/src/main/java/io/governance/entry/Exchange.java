package io.governance.entry;

import io.governance.measure.Call;
import io.governance.measure.Outcome;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request and its response: the call goes on through every dispatch and ends once, when the response is complete. */
final class Exchange implements AsyncListener {
    private final Call call;
    private final HttpServletResponse answer;
    private final AtomicBoolean hasEnded = new AtomicBoolean();
    private volatile boolean isAsync;
    private volatile @Nullable Throwable failure;

    Exchange(Call call, HttpServletResponse answer) {
        this.call = call;
        this.answer = answer;
    }

    /** After {@code startAsync()} without arguments the container goes on with the response as it was before any filter. */
    HttpServletResponse counted(HttpServletResponse to) {
        boolean isCounted = to instanceof CountedResponse
                || (to instanceof ServletResponseWrapper wrapper && wrapper.isWrapperFor(CountedResponse.class));
        return isCounted ? to : new CountedResponse(to, call);
    }

    void goOn(HttpServletRequest request, HttpServletResponse to, FilterChain chain)
            throws IOException, ServletException {
        Call.Scope scope = call.resume();
        try {
            chain.doFilter(request, to);
        } catch (Throwable t) {
            failure = t;
            throw t;
        } finally {
            scope.close();
            endUnlessAsync(request);
        }
    }

    /** Asynchronous work ends in {@link #onComplete}; the container lets nothing complete before this has returned. */
    private void endUnlessAsync(HttpServletRequest request) {
        if (isAsync) {
            return;
        }
        if (failure == null && request.isAsyncStarted()) {
            isAsync = true;
            request.getAsyncContext().addListener(this);
        } else {
            end();
        }
    }

    private void end() {
        if (!hasEnded.compareAndSet(false, true)) {
            return;
        }
        if (answer.getStatus() >= 500) {
            call.mark(Outcome.ERROR);
        }
        call.end(cause(failure));
    }

    /** Servlets wrap what went wrong; who says what is an error knows the exceptions of the application. */
    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof ServletException wrapped && wrapped.getRootCause() != null
                ? wrapped.getRootCause()
                : failure;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    /** The container, or another listener, now answers; the status that it gives says what became of it. */
    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {
        failure = event.getThrowable();
    }

    /** A dispatch began another asynchronous cycle, which forgets the listeners of the last. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
