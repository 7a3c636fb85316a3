"""Any notebook's kernel behind walls: for stock nbgrader, in any course."""
