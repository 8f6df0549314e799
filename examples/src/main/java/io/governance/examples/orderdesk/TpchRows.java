package io.governance.examples.orderdesk;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.Reader;
import java.util.Iterator;

/** Rows of a TPC-H table as text for COPY, generated while they are read: nothing is kept. */
final class TpchRows extends Reader {
    private final Iterator<? extends TpchEntity> rows;
    private String line = "";
    private int position;
    private long count;

    TpchRows(TpchTable<?> table, double scale) {
        this.rows = table.createGenerator(scale, 1, 1).iterator();
    }

    long count() {
        return count;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        int written = 0;
        while (written < length && (position < line.length() || next())) {
            int step = Math.min(length - written, line.length() - position);
            line.getChars(position, position + step, buffer, offset + written);
            position += step;
            written += step;
        }
        return written == 0 ? -1 : written;
    }

    private boolean next() {
        if (!rows.hasNext()) {
            return false;
        }
        String text = rows.next().toLine();
        line = text.substring(0, text.length() - 1) + "\n"; // the generator ends each line with a bar
        position = 0;
        count++;
        return true;
    }

    @Override
    public void close() {}
}
