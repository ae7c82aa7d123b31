# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
import os

from conan import ConanFile
from conan.tools.build import can_run
from conan.tools.cmake import CMake, cmake_layout


class TestPackageConan(ConanFile):
    settings = "os", "arch", "compiler", "build_type"
    generators = "CMakeDeps", "CMakeToolchain"

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        self.requires(self.tested_reference_str)

    def build(self):
        cmake = CMake(self)
        cmake.configure(variables={"WITH_EIGEN": bool(self.dependencies["nabla"].options.with_eigen)})
        cmake.build()

    def test(self):
        if can_run(self):
            for program in os.listdir(self.cpp.build.bindir):
                if program in ("scalar", "matrix"):
                    self.run(os.path.join(self.cpp.build.bindir, program), env="conanrun")
