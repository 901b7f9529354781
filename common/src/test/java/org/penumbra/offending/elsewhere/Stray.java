package org.penumbra.offending.elsewhere;

record Stray(int value) {}
