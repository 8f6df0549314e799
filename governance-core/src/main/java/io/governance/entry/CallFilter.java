package io.governance.entry;

import io.governance.measure.Operation;
import io.governance.measure.Operations;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/**
 * Makes every servlet request a governed call, synchronous or not; {@code asyncSupported} and the dispatcher types
 * {@code REQUEST} and {@code ASYNC} are to be set where the filter is registered.
 *
 * <p>The call ends when the response is complete. A status of 500 and more is an error, and so is an exception that
 * {@linkplain Operation#errorsAre the operation} takes for one; 4xx is not. Bytes that the application writes are the
 * call's payload. Unless told otherwise a call is one of {@code GET /orders/*}: the method and the pattern by which the
 * servlet was found, never the path, of which there are too many. Thread-safe; exceptions pass through unchanged.
 */
public final class CallFilter implements Filter {
    private static final String EXCHANGE = CallFilter.class.getName() + ".exchange";

    private final Operations operations;
    private final Function<? super HttpServletRequest, String> name;

    private CallFilter(Operations operations, Function<? super HttpServletRequest, String> name) {
        this.operations = operations;
        this.name = name;
    }

    /** Returns a builder of a filter that makes operations here. */
    public static Builder builder(Operations operations) {
        return new Builder(operations);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
        } else if (!(http.getAttribute(EXCHANGE) instanceof Exchange known)) {
            Exchange exchange = new Exchange(operation(http).begin(), answer);
            http.setAttribute(EXCHANGE, exchange);
            exchange.goOn(http, exchange.counted(answer), chain);
        } else if (http.getDispatcherType() == DispatcherType.ASYNC) {
            known.goOn(http, known.counted(answer), chain);
        } else {
            chain.doFilter(request, response); // forwarded or included: inside the call already
        }
    }

    private Operation operation(HttpServletRequest request) {
        try {
            return operations.named(name.apply(request));
        } catch (RuntimeException e) {
            operations.misused(Operations.OTHER, "the function that names requests failed: " + e);
            return operations.named(Operations.OTHER);
        }
    }

    /** What may be said about a filter. Not thread-safe. */
    public static final class Builder {
        private final Operations operations;
        private Function<? super HttpServletRequest, String> name = RequestName::of;

        private Builder(Operations operations) {
            this.operations = operations;
        }

        /** Names the operation of a request; names must be few: those after the 1,000th share {@code other}. */
        public Builder name(Function<? super HttpServletRequest, String> operationOf) {
            name = operationOf;
            return this;
        }

        /** Returns the filter. */
        public CallFilter build() {
            return new CallFilter(operations, name);
        }
    }
}
