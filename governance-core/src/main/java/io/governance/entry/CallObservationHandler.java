package io.governance.entry;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Outcome;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Makes every Micrometer observation a governed call: requests of Spring MVC and WebFlux, JDBC, messages, HTTP clients.
 *
 * <pre>{@code
 * observationRegistry.observationConfig()
 *         .observationHandler(CallObservationHandler.builder(governance.operations()).build());
 * }</pre>
 *
 * <p>The operation is named after the observation and a few of its low-cardinality keys, such as {@code
 * http.server.requests GET /orders/{id}}; while the observation runs it is the one of the bare name, since most keys are
 * known only at its end: what calls inside it use is noted as inner costs of that one. Names come from outside, so that those after the 1,000th share {@code other}. An error is what
 * {@linkplain Operation#errorsAre the operation says}, but that with an HTTP status it is 500 and more, and never 4xx.
 * Thread-safe; nothing here throws into the observed code.
 */
public final class CallObservationHandler implements ObservationHandler<Observation.Context> {
    private static final OpenScopes SCOPES = new OpenScopes();

    private final Operations operations;
    private final ObservedName name;

    private CallObservationHandler(Operations operations, ObservedName name) {
        this.operations = operations;
        this.name = name;
    }

    /** Returns a builder of a handler that makes operations here. */
    public static Builder builder(Operations operations) {
        return new Builder(operations);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return true;
    }

    @Override
    public void onStart(Observation.Context context) {
        Operation operation = operations.named(ObservedName.bare(context));
        Call around = Call.capture();
        Call call = operation.begin(around == null ? ofParent(context) : around);
        context.put(Call.class, call);
    }

    private static @Nullable Call ofParent(Observation.Context context) {
        ObservationView parent = context.getParentObservation();
        return parent == null ? null : parent.getContextView().get(Call.class);
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
        Call call = context.get(Call.class);
        if (call != null) {
            SCOPES.add(context, call.resume());
        }
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
        SCOPES.close(context);
    }

    @Override
    public void onStop(Observation.Context context) {
        Call call = context.get(Call.class);
        if (call == null) {
            return;
        }
        Throwable failure = context.getError();
        int status = ObservedName.status(context);
        if (status >= 500) {
            call.mark(Outcome.ERROR);
        } else if (status >= 400) {
            failure = null;
        }
        call.endAs(operations.named(name.of(context)), failure);
    }

    /** Which keys make the name. Not thread-safe. */
    public static final class Builder {
        private final Operations operations;
        private ObservedName name = ObservedName.usual();

        private Builder(Operations operations) {
            this.operations = operations;
        }

        /**
         * Puts the values of these low-cardinality keys into the name, in this order, where an observation has them;
         * {@code method}, {@code uri}, {@code http.request.method} and {@code http.route} unless set.
         *
         * @throws IllegalArgumentException when there are more than four: names would be too many
         */
        public Builder keys(String... lowCardinality) {
            name = ObservedName.of(lowCardinality);
            return this;
        }

        /** Returns the handler. */
        public CallObservationHandler build() {
            return new CallObservationHandler(operations, name);
        }
    }
}
