package org.xraystream.service.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

class BoundedStoresTest {

    @Test
    void givesAllStoresOneBudgetThatIndexesCountIn() {
        try (Options one = options();
                Options other = options()) {
            new BoundedStores().setConfig("seen-scans", one, Map.of());
            new BoundedStores().setConfig("scans", other, Map.of());

            assertThat(one.writeBufferManager())
                    .isNotNull()
                    .isSameAs(other.writeBufferManager())
                    .satisfies(buffers -> assertThat(buffers.isOwningHandle()).isTrue());
            assertThat(((BlockBasedTableConfig) other.tableFormatConfig()).cacheIndexAndFilterBlocks())
                    .isTrue();
        }
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig());
    }
}
