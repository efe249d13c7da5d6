from tests.process.conftest import computer

__all__ = ["computer"]
