package io.governance.cache;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class LoaderCircleTest {
    private final Desk desk = new Desk();

    @Test
    void aLoaderThatReadsItsOwnKeyFailsInsteadOfHanging() {
        List<GovernedCache<String, String>> self = new ArrayList<>();
        self.add(desk.parts().build(key -> self.get(0).get(key)));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> self.get(0).get("a"));
        assertTrue(refused.toString().contains("cache 'parts': the load of a waits for itself"));
    }

    @Test
    void loadersOfTwoThreadsThatNeedEachOthersKeysFailInsteadOfHanging() throws Exception {
        CyclicBarrier bothLoad = new CyclicBarrier(2);
        List<GovernedCache<String, String>> self = new ArrayList<>();
        self.add(desk.parts().build(key -> {
            bothLoad.await();
            return self.get(0).get(key.equals("a") ? "b" : "a");
        }));
        CompletableFuture<String> one = Desk.onThread(() -> self.get(0).get("a"));
        CompletableFuture<String> other = Desk.onThread(() -> self.get(0).get("b"));
        assertInstanceOf(IllegalStateException.class, Desk.failure(one));
        assertInstanceOf(IllegalStateException.class, Desk.failure(other));
    }
}
