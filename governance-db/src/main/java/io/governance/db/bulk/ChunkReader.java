package io.governance.db.bulk;

import java.sql.SQLDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the next chunk from a source, and no row more: by number of rows, or by weight where rows are heavy. */
final class ChunkReader<T> {
    private static final long HEAVIEST = 16L * 1_024 * 1_024;
    private static final int CELL = 16;
    private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";

    private final Target target;
    private final boolean isText;
    private final int chunkRows;
    private final Function<? super T, @Nullable Object[]> values;

    ChunkReader(Target target, boolean isText, int chunkRows, Function<? super T, @Nullable Object[]> values) {
        this.target = target;
        this.isText = isText;
        this.chunkRows = chunkRows;
        this.values = values;
    }

    Chunk next(Iterator<? extends T> source, long firstIndex) {
        List<Row> rows = new ArrayList<>();
        List<BadRow> invalid = new ArrayList<>();
        long index = firstIndex;
        long weight = 0;
        while (index - firstIndex < chunkRows && weight < HEAVIEST && source.hasNext()) {
            @Nullable Object[] cells = cells(index, source.next());
            try {
                weight += prepare(cells);
                rows.add(new Row(index, Arrays.asList(cells), null));
            } catch (InvalidCellException e) {
                String message = "row " + index + ", column " + e.column + ": " + e.getMessage();
                invalid.add(new BadRow(index, new SQLDataException(message, CHARACTER_NOT_IN_REPERTOIRE, e)));
            }
            index++;
        }
        List<Row> kept = target.kind().isLastWins() ? LastWins.of(rows, target.keyPlaces()) : rows;
        return new Chunk(index - firstIndex, kept, rows.size() - kept.size(), invalid);
    }

    private @Nullable Object[] cells(long index, T row) {
        @Nullable Object[] cells = values.apply(row);
        if (cells.length != target.columns().size()) {
            throw new IllegalArgumentException("row " + index + ": expected "
                    + target.columns().size() + " values for " + target.columns() + ", found " + cells.length);
        }
        return isText ? cells.clone() : cells;
    }

    /** Turns values into texts where texts are sent; returns about how much memory they take. */
    private long prepare(@Nullable Object[] cells) throws InvalidCellException {
        long weight = 0;
        for (int column = 0; column < cells.length; column++) {
            if (isText) {
                try {
                    cells[column] = PostgresText.of(cells[column]);
                } catch (InvalidValueException e) {
                    throw new InvalidCellException(target.columns().get(column), e);
                }
            }
            weight += CELL + weight(cells[column]);
        }
        return weight;
    }

    private static long weight(@Nullable Object cell) {
        if (cell instanceof CharSequence text) {
            return text.length();
        }
        return cell instanceof byte[] bytes ? bytes.length : 0;
    }

    private static final class InvalidCellException extends Exception {
        private final String column;

        InvalidCellException(String column, InvalidValueException cause) {
            super(cause.getMessage(), cause);
            this.column = column;
        }
    }
}
