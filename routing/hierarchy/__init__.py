"""A customizable contraction hierarchy: exact shortest paths in integer milliseconds.

Four steps, each in its own file: `order` ranks the nodes, `topology` adds the shortcuts that any
weights may need, `customization` gives them the weights of one metric, `queries` answers. Only the
third is repeated for other speeds or closed streets.

Everything is flat int32 arrays that are never written to after they are made, so that they may be
memory-mapped and shared between threads and processes.

References
----------
Dibbelt, J., Strasser, B., Wagner, D. (2016). Customizable Contraction Hierarchies. ACM Journal of
Experimental Algorithmics 21, 1.5. https://doi.org/10.1145/2886843
"""
