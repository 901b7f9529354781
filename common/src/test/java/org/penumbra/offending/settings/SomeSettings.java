package org.penumbra.offending.settings;

/** Settings that a stage should not know. */
public record SomeSettings(int budget) {}
