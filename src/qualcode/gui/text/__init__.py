"""The transcript view: the text, the tints of its codings, the gutter and the margin of stripes."""
