/** Turns texts into unit vectors, in process or by a server, and does the arithmetic on them. */
package org.penumbra.embed;
