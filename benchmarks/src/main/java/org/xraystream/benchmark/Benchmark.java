package org.xraystream.benchmark;

/** A claim about speed, as a program. What is compared is measured in one run, in turns. */
public interface Benchmark {

    /** By which it is asked for. */
    String name();

    /** What it measures, in a sentence for people. */
    String description();

    /** Measures; takes minutes. */
    Measured run(Workbench workbench) throws Exception;
}
