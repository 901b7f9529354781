/** Asking a large language model, behind any server that speaks the OpenAI chat protocol. */
package org.penumbra.llm;
