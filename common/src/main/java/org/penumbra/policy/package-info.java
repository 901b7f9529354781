/** A policy: the question that experts and models answer about a text. */
package org.penumbra.policy;
