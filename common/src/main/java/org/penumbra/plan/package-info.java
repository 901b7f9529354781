/** What a run will take, from what smaller runs took: time, memory, storage and money by stage. */
package org.penumbra.plan;
