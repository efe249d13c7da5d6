"""A class in browsers: pages made of the view on the teacher's computer, without a script."""
