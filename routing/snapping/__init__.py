"""From asked points to the streets near them.

`streets` finds which directed edges are one street, `grid` makes an index over their segments once
per network, `snapper` asks it and ties what it found to the nodes of the hierarchy.
"""
