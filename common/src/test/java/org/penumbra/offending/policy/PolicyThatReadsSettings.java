package org.penumbra.offending.policy;

import org.penumbra.offending.settings.SomeSettings;

record PolicyThatReadsSettings(SomeSettings settings) {}
