/** Settings: conf/penumbra.conf and what lies over it, read once into records, one per section. */
package org.penumbra.settings;
