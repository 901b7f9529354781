/**
 * What settings and policies share: reading HOCON so that every problem names its key, file and
 * line.
 */
package org.penumbra.hocon;
