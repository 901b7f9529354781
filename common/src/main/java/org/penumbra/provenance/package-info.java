/** What a stage's output came from: plain data written beside every output, on failure too. */
package org.penumbra.provenance;
