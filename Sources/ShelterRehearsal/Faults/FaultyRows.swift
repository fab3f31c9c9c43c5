import ShelterModel

/// Writes the rows that carry a fault, and their lines of the answer key.
struct FaultyRows {
    let columns: [ColumnDefinition]
    let writer: RowWriter

    func append(_ row: PlannedRow, _ fault: FaultKind, _ draft: DrawnRow, _ plan: RowPlan, to bytes: inout [UInt8]) {
        let delimiter = RowWriter.delimiter
        switch fault {
        case .emptyRow: bytes += repeatElement(delimiter, count: max(columns.count - 1, 0))
        case .rowCutShort:
            let kept = 2 + row.place.serial % max(columns.count - 2, 1)
            var cut = plan
            cut.columns = Array(plan.columns.prefix(kept))
            writer.append(draft, of: row.place, visit: row.visit, plan: cut, replaced: nil, to: &bytes)
        default:
            let cell = replaced(row, fault)
            writer.append(draft, of: row.place, visit: row.visit, plan: plan, replaced: cell, to: &bytes)
            if fault == .rowTooLong { bytes += ";zie bijlage".utf8 }
        }
    }

    func entry(_ fault: FaultKind, _ row: PlannedRow, file: String, line: Int) -> PlantedFault {
        let column = replaced(row, fault)?.column
        let effect: PlantedFault.Effect =
            fault == .olderVisit ? .superseded : fault.needsExtraRow ? .rowSetAside : row.cell?.effect ?? .cellRefused
        return PlantedFault(
            kind: fault,
            file: file,
            line: line,
            column: column.map { $0 + 1 },
            field: column.map { columns[$0].exportHeader },
            effect: effect
        )
    }

    private func replaced(_ row: PlannedRow, _ fault: FaultKind) -> PlantedCell? {
        switch fault {
        case .strayQuote: return quoted { $0 + " \"nieuw\" gebouw" }
        case .textAfterQuote: return quoted { "\"" + $0 + "\" nieuw gebouw" }
        case .quoteLeftOpen: return quoted { "\"" + $0 }
        case .locationMissing: return cell(.locationID, "")
        default: return row.cell
        }

        func quoted(_ change: (String) -> String) -> PlantedCell? {
            cell(.locationName, change(PlaceKey.text(row.place.serial)))
                ?? cell(.locationID, change(PlaceKey.text(row.place.serial)))
        }
        func cell(_ role: ColumnRole, _ raw: String) -> PlantedCell? {
            columns.firstIndex { $0.role == role }
                .map { PlantedCell(column: $0, bytes: Array(raw.utf8), effect: .rowSetAside) }
        }
    }
}
