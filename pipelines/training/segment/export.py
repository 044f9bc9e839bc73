"""Trees of LightGBM -> ONNX."""

import lightgbm as lgb
import numpy as np
import onnx
from onnx import TensorProto, helper


def onnx_of(*boosters: lgb.Booster) -> onnx.ModelProto:
    """One TreeEnsembleRegressor whose output is the mean of the boosters' log odds; all have the same features."""
    columns: dict[str, list] = {
        k: [] for k in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids")
    }
    leaves: dict[str, list] = {k: [] for k in ("treeids", "nodeids", "ids", "weights")}
    for tree, dumped in enumerate(tree for booster in boosters for tree in booster.dump_model()["tree_info"]):
        counter = 0

        def walk(node: dict, tree: int = tree) -> int:
            nonlocal counter
            own = counter
            counter += 1
            is_leaf = "leaf_value" in node
            columns["treeids"].append(tree)
            columns["nodeids"].append(own)
            columns["featureids"].append(0 if is_leaf else node["split_feature"])
            columns["values"].append(0.0 if is_leaf else float(np.float32(node["threshold"])))
            columns["modes"].append("LEAF" if is_leaf else "BRANCH_LEQ")
            place = len(columns["nodeids"]) - 1
            columns["truenodeids"].append(0)
            columns["falsenodeids"].append(0)
            if is_leaf:
                leaves["treeids"].append(tree)
                leaves["nodeids"].append(own)
                leaves["ids"].append(0)
                leaves["weights"].append(float(node["leaf_value"]) / len(boosters))
            else:
                columns["truenodeids"][place] = walk(node["left_child"])
                columns["falsenodeids"][place] = walk(node["right_child"])
            return own

        walk(dumped["tree_structure"])
    attributes = {f"nodes_{k}": v for k, v in columns.items()} | {f"target_{k}": v for k, v in leaves.items()}
    node = helper.make_node(
        "TreeEnsembleRegressor",
        ["rows"],
        ["score"],
        domain="ai.onnx.ml",
        n_targets=1,
        aggregate_function="SUM",
        post_transform="NONE",
        **attributes,
    )
    graph = helper.make_graph(
        [node],
        "boundaries",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [None, boosters[0].num_feature()])],
        [helper.make_tensor_value_info("score", TensorProto.FLOAT, [None, 1])],
    )
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=9
    )
