/** Turns texts into unit vectors, in process, and does the arithmetic on them. */
package org.penumbra.embed;
