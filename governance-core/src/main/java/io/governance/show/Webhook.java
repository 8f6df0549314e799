package io.governance.show;

import io.governance.measure.Time;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** Posts notifications to an address and tries again for a while; waits on the thread that calls it. */
final class Webhook implements AlertSink {
    private static final int SECRET = 16;

    /**
     * @param answer how long the receiver may take for one attempt
     * @param first the longest pause after the first failure; it doubles with each further one
     * @param longest the longest pause of all
     */
    record Pauses(Duration answer, Duration first, Duration longest, int attempts) {
        static final Pauses STANDARD =
                new Pauses(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(60), 8);

        /** Between half of the doubled pause and all of it, so that several nodes do not come together again. */
        Duration after(int failures, Duration asked, RandomGenerator random) {
            long doubled = first.toMillis() << Math.min(failures - 1, 20);
            long pause = Math.min(longest.toMillis(), doubled);
            long jittered = (long) (pause * (1 + random.nextDouble()) / 2);
            return Duration.ofMillis(Math.max(jittered, Math.min(asked.toMillis(), longest.toMillis())));
        }
    }

    /** What came of one attempt. */
    private record Attempt(boolean isReceived, boolean isFinal, String outcome, Duration asked) {}

    private final URI receiver;
    private final Signature signature;
    private final Time time;
    private final RandomGenerator random;
    private final Pauses pauses;
    private final HttpClient client;

    Webhook(URI receiver, String secret, Time time, RandomGenerator random, Pauses pauses) {
        check(receiver, secret);
        this.receiver = receiver;
        this.signature = new Signature(secret);
        this.time = time;
        this.random = random;
        this.pauses = pauses;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(pauses.answer())
                .build();
    }

    private static void check(URI receiver, String secret) {
        List<String> problems = new ArrayList<>();
        boolean isHttp =
                "http".equalsIgnoreCase(receiver.getScheme()) || "https".equalsIgnoreCase(receiver.getScheme());
        if (!isHttp || receiver.getHost() == null) {
            problems.add("receiver: found the scheme '" + receiver.getScheme() + "' and the host '" + receiver.getHost()
                    + "', expected an http or https address");
        }
        if (receiver.getUserInfo() != null) {
            problems.add("receiver: found a user in the address, expected none: the signature tells who sends");
        }
        if (secret.length() < SECRET) {
            problems.add("secret: found " + secret.length() + " characters, expected at least " + SECRET);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "a webhook for alerts cannot be made:\n  " + String.join("\n  ", problems));
        }
    }

    /** @throws IllegalStateException when it was not received after all */
    @Override
    public void send(Notification notification) {
        byte[] body = WebhookJson.write(notification);
        for (int failures = 1; ; failures++) {
            Attempt attempt = attempt(body);
            if (attempt.isReceived()) {
                return;
            }
            if (attempt.isFinal() || failures >= pauses.attempts()) {
                throw new IllegalStateException("alerts for " + receiver.getHost() + " were not received after "
                        + failures + " attempts, the last one: " + attempt.outcome());
            }
            pause(pauses.after(failures, attempt.asked(), random));
        }
    }

    private Attempt attempt(byte[] body) {
        long timestamp = time.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(receiver)
                .timeout(pauses.answer())
                .header("Content-Type", "application/json")
                .header("Governance-Timestamp", Long.toString(timestamp))
                .header("Governance-Signature", signature.of(timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        // The timeout of the request ends with the headers; a body that drips is cut off by waiting no longer.
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return judge(answer.get(pauses.answer().toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return new Attempt(false, false, String.valueOf(e.getCause()), Duration.ZERO);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Attempt(false, false, "no complete answer within " + pauses.answer(), Duration.ZERO);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted();
        }
    }

    private static Attempt judge(HttpResponse<Void> answer) {
        int status = answer.statusCode();
        boolean isRetried = status == 408 || status == 429 || status >= 500;
        String asked = answer.headers().firstValue("Retry-After").orElse("");
        return new Attempt(
                status >= 200 && status < 300,
                !isRetried,
                "status " + status,
                asked.matches("[0-9]{1,5}") ? Duration.ofSeconds(Long.parseLong(asked)) : Duration.ZERO);
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IllegalStateException interrupted() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("sending alerts was interrupted: the library is being closed");
    }
}
