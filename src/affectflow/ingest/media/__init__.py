"""Looks into recordings and pictures: are they whole, as stated, and each there once?"""
