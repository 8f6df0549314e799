package io.governance.examples.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * One attempt of nginx to have a request answered.
 *
 * @param server address and port of the instance
 * @param status what it answered; 504 when it did not, 502 when it was not there
 * @param startedMillis wall clock at which the request came: good enough for the first attempt of each
 */
record Attempt(String server, int status, long startedMillis) {
    private static final int NOTHING = 0;

    boolean isFailed() {
        return status >= 500 || status == NOTHING;
    }

    /** Reads a line of the log: {@code msec|request_time|upstream_addr|upstream_status}; lists have one part an attempt. */
    static List<Attempt> parse(String line) {
        List<String> fields = List.of(line.split("\\|", -1));
        if (fields.size() != 4) {
            return List.of(); // the last line may be half written
        }
        long started = (long) ((Double.parseDouble(fields.get(0)) - Double.parseDouble(fields.get(1))) * 1_000);
        List<String> servers = List.of(fields.get(2).split(", ", -1));
        List<String> statuses = List.of(fields.get(3).split(", ", -1));
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < servers.size() && i < statuses.size(); i++) {
            String status = statuses.get(i);
            attempts.add(new Attempt(servers.get(i), status.equals("-") ? NOTHING : Integer.parseInt(status), started));
        }
        return attempts;
    }
}
