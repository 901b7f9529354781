/** What a study says: curves, areas, contrasts and reduction factors, as tables and pictures. */
package org.penumbra.study.summary;
