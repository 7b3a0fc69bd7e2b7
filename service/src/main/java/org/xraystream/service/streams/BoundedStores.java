package org.xraystream.service.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Gives all state stores of a process one budget of memory outside the heap, as the manual of Kafka Streams advises
 * (<a href="https://kafka.apache.org/documentation/streams/developer-guide/memory-mgmt.html">Memory Management</a>).
 * By itself each store of each partition takes what it likes up to some 100 MB, and reaches that only after hours of load:
 * memory that looks like a leak, and kills a container on the day with the most patients.
 *
 * <p>Made by Kafka Streams, once for each store. What is shared lives as long as the process.
 */
public final class BoundedStores implements RocksDBConfigSetter {

    private static final long MEGABYTE = 1024 * 1024;
    /** What was written and not yet flushed, a part of the whole. */
    private static final long WRITE_BUFFERS = 32 * MEGABYTE;

    private static final long WHOLE = 96 * MEGABYTE;
    private static final int SHARDS_BY_SIZE = -1;
    private static final boolean MAY_EXCEED_FOR_A_MOMENT = false;
    /** Kept for index and filter blocks, without which each read of a scan costs several of the disk. */
    private static final double INDEX_SHARE = 0.2;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(WHOLE, SHARDS_BY_SIZE, MAY_EXCEED_FOR_A_MOMENT, INDEX_SHARE);
    private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(BUFFERS);
    }

    /** Nothing is a store's own. */
    @Override
    public void close(String storeName, Options options) {}
}
