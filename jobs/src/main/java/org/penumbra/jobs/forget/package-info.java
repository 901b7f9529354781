/**
 * Erases items from what a run holds: which columns and files can hold one ({@code ErasureRule},
 * {@code LabelFileErasure}, {@code ExportErasure}), and how a wave goes on without them.
 */
package org.penumbra.jobs.forget;
