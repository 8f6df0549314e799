package io.governance.show;

import io.governance.settings.BearerToken;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a server answers.
 *
 * @param isLoopbackTrusted whether callers from this machine see details
 * @param token whose bearer sees details, from anywhere
 * @param isRootReady whether {@code /} is answered as ready
 * @param isGoneWhileDraining whether draining is a 404 instead of a 503
 */
record Terms(boolean isLoopbackTrusted, @Nullable BearerToken token, boolean isRootReady, boolean isGoneWhileDraining) {

    /** What a caller says about itself; what is forwarded for others counts only against it. */
    boolean allowDetails(Request request, boolean isLoopback) {
        if (isLoopbackTrusted && isLoopback && !request.isForwarded()) {
            return true;
        }
        return token != null && token.isIn(request.authorization());
    }

    @Nullable
    Endpoint endpoint(String path) {
        return isRootReady && path.equals("/") ? Endpoint.READY : Endpoint.find(path);
    }
}
